/** Signature and meaning of the functions behind `op.`, one a line. Arquero's names; its reference says more. */
const text = `
abs(value) The value without its sign.
acos(value) The arc cosine, in radians.
acosh(value) The inverse hyperbolic cosine.
asin(value) The arc sine, in radians.
asinh(value) The inverse hyperbolic sine.
atan(value) The arc tangent, in radians.
atan2(y, x) The angle of the point (x, y), in radians.
atanh(value) The inverse hyperbolic tangent.
cbrt(value) The cube root.
ceil(value) The next whole number above.
clz32(value) How many leading zeros the value has as 32 bits.
cos(value) The cosine of an angle in radians.
cosh(value) The hyperbolic cosine.
degrees(radians) Radians as degrees.
exp(value) e to the power of the value.
expm1(value) exp(value) − 1, exact near 0.
floor(value) The next whole number below.
fround(value) The nearest number of 32 bits.
greatest(a, b, …) The greatest of the values.
is_finite(value) Whether the value is a finite number.
is_nan(value) Whether the value is not a number.
least(a, b, …) The least of the values.
log(value) The natural logarithm.
log10(value) The logarithm to base 10.
log1p(value) log(1 + value), exact near 0.
log2(value) The logarithm to base 2.
pow(base, exponent) The base to the power of the exponent.
radians(degrees) Degrees as radians.
round(value) The nearest whole number.
sign(value) −1, 0 or 1.
sin(value) The sine of an angle in radians.
sinh(value) The hyperbolic sine.
sqrt(value) The square root.
tan(value) The tangent of an angle in radians.
tanh(value) The hyperbolic tangent.
trunc(value) The value without its decimals.
length(text) How many characters a text has, or items a list.
includes(list, value) Whether a list or a text holds the value.
indexof(list, value) Where the value stands first, from 0; −1 where it is not.
lastindexof(list, value) Where the value stands last, from 0; −1 where it is not.
join(list, separator) The items of a list as one text.
slice(list, start, end) A part of a list or a text.
reverse(list) A list or a text backwards.
concat(a, b, …) Lists one behind the other.
compact(list) A list without its empty items.
parse_date(text) A date from ISO text.
parse_float(text) A number from text.
parse_int(text, base) A whole number from text.
endswith(text, end) Whether a text ends so.
startswith(text, start) Whether a text begins so.
lower(text) The text in small letters.
upper(text) The text in capitals.
match(text, pattern, group) What a pattern finds in a text; null where it finds nothing.
normalize(text, form) The text in one form of Unicode, such as NFC.
padend(text, length, fill) The text filled up behind.
padstart(text, length, fill) The text filled up in front.
repeat(text, times) The text several times.
replace(text, pattern, instead) The text with what a pattern finds replaced.
split(text, separator) A text as a list.
substring(text, start, end) A part of a text.
trim(text) The text without spaces at its ends.
format_date(date, short) A date as ISO text, in local time.
format_utcdate(date, short) A date as ISO text, in UTC.
timestamp(date) Milliseconds since 1970.
datetime(year, month, date, …) A date in local time; months count from 0.
year(date) The year.
quarter(date) The quarter, from 0.
month(date) The month, from 0.
week(date, firstday) The week of the year, from 0.
date(date) The day of the month, from 1.
dayofyear(date) The day of the year, from 1.
dayofweek(date) The day of the week, from Sunday as 0.
hours(date) The hour, 0 to 23.
minutes(date) The minute, 0 to 59.
seconds(date) The second, 0 to 59.
milliseconds(date) The millisecond, 0 to 999.
utcdatetime(year, month, date, …) A date in UTC; months count from 0.
utcyear(date) The year in UTC.
utcquarter(date) The quarter in UTC, from 0.
utcmonth(date) The month in UTC, from 0.
utcweek(date, firstday) The week of the year in UTC, from 0.
utcdate(date) The day of the month in UTC, from 1.
utcdayofyear(date) The day of the year in UTC, from 1.
utcdayofweek(date) The day of the week in UTC, from Sunday as 0.
utchours(date) The hour in UTC, 0 to 23.
utcminutes(date) The minute in UTC, 0 to 59.
utcseconds(date) The second in UTC, 0 to 59.
utcmilliseconds(date) The millisecond in UTC, 0 to 999.
bin(value, min, max, step, offset) The lower edge of the value’s bin.
equal(a, b) Whether two values are the same, lists and dates by what they hold.
recode(value, map, otherwise) Another value for each: recode(d.x, {a: "A"}, "rest").
sequence(start, stop, step) A list of numbers.
count() How many rows there are.
any(value) One of the values.
valid(value) How many values are there.
invalid(value) How many values are missing or not a number.
distinct(value) How many values differ.
mode(value) The most frequent value.
sum(value) The sum.
product(value) The product.
mean(value) The mean.
average(value) The mean.
variance(value) The variance of a sample (n − 1).
variancep(value) The variance of a population (n).
stdev(value) The standard deviation of a sample (n − 1).
stdevp(value) The standard deviation of a population (n).
min(value) The least value.
max(value) The greatest value.
quantile(value, share) The value below which this share of rows is: quantile(d.x, 0.9).
median(value) The median.
covariance(a, b) The covariance of a sample.
covariancep(a, b) The covariance of a population.
corr(a, b) Pearson’s correlation.
array_agg(value) All values as a list.
array_agg_distinct(value) All values that differ, as a list.
bins(value, maxbins, nice, minstep, step) Edges and step of bins, for op.bin.
row_number() The row’s number within its group, from 1.
rank() The rank in the order; equal rows share the lowest, gaps follow.
avg_rank() The rank in the order; equal rows share the mean.
dense_rank() The rank in the order; equal rows share it, no gaps follow.
percent_rank() The rank as a share from 0 to 1.
cume_dist() The share of rows up to this one.
ntile(groups) The number of the row’s part of so many equal ones.
lag(value, rows, otherwise) The value so many rows before.
lead(value, rows, otherwise) The value so many rows after.
first_value(value) The first value of the window.
last_value(value) The last value of the window.
nth_value(value, n) The n-th value of the window.
fill_down(value, otherwise) The value, or the last one before that is there.
fill_up(value, otherwise) The value, or the next one after that is there.
`;

/** By name, without `op.`. */
export const functionDocs: ReadonlyMap<string, { readonly signature: string; readonly doc: string }> = new Map(
  text
    .trim()
    .split('\n')
    .map((line) => {
      const [, name, rest, doc] = /^(\w+)(\([^)]*\)) (.*)$/.exec(line)!;
      return [name!, { signature: `${name!}${rest!}`, doc: doc! }] as const;
    }),
);
