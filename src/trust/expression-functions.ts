const row = [
  'abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh degrees exp expm1 floor fround greatest is_finite is_nan least',
  'log log10 log1p log2 pow radians round sign sin sinh sqrt tan tanh trunc',
  'length includes indexof lastindexof join slice reverse concat compact',
  'parse_date parse_float parse_int endswith startswith lower upper match normalize padend padstart repeat replace split substring trim',
  'format_date format_utcdate timestamp datetime year quarter month week date dayofyear dayofweek hours minutes seconds milliseconds',
  'utcdatetime utcyear utcquarter utcmonth utcweek utcdate utcdayofyear utcdayofweek utchours utcminutes utcseconds utcmilliseconds',
  'bin equal recode sequence',
];
const aggregate =
  'count any valid invalid distinct mode sum product mean average variance variancep stdev stdevp min max quantile median covariance covariancep corr array_agg array_agg_distinct bins';
const window =
  'row_number rank avg_rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value fill_down fill_up';

function words(text: string): readonly string[] {
  return text.split(' ').filter((word) => word !== '');
}

/** Arquero's functions of one row that an expression may call; those that build objects, parse JSON or read properties are left out. */
export const rowFunctions: readonly string[] = words(row.join(' '));

/** Arquero's functions over many rows: aggregates and windows. */
export const aggregateFunctions: readonly string[] = words(`${aggregate} ${window}`);

/** Everything after `op.` that completion offers. */
export const expressionFunctions: readonly string[] = [...rowFunctions, ...aggregateFunctions];

/** Constants of Math that may be named bare or behind `Math.`; Arquero knows the same. */
export const expressionConstants: readonly string[] = ['E', 'LN2', 'LN10', 'LOG2E', 'LOG10E', 'PI', 'SQRT1_2', 'SQRT2'];

/** Functions of Math that Arquero turns into its own. */
export const mathFunctions: readonly string[] = words(
  'abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 floor fround log log10 log1p log2 max min pow round sign sin sinh sqrt tan tanh trunc',
);
