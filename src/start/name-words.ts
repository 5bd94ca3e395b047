/** The words of a column's name, in lower case: `ySavedProb_1` is y, saved, prob, 1. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function setOf(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

const labelNames = setOf(
  'label labels target targets y y_true ytrue true truth ground_truth groundtruth gold gt actual actuals true_label label_true true_class class_label target_label true_value y_test y_actual actual_label actual_class actual_value',
);
const labelMaybe = setOf('class outcome observed obs expected answer response result reference category correct_label species diagnosis');
const labelWords = setOf('label target truth actual groundtruth gold');
const outcomeWords = setOf(
  'churn churned deny denied default defaulted fraud fraudulent spam survived disease readmitted converted conversion clicked purchased exited attrition outcome sentiment medv toxic malignant died death approved delinquent cancelled canceled returned hired stroke diabetes failure anomaly attack status price quality grade digit income bad',
);
const topicWords = setOf('folder section category topic genre language intent sentiment department subject emotion');
const predictionWords = setOf(
  'pred preds predicted prediction predictions yhat hat ypred forecast forecasted estimated guess fitted predict',
);
const scoreWords = setOf('prob probs probability probabilities proba p score scores logit logits likelihood risk yprob yscore softmax');
const confidenceWords = setOf('confidence conf certainty sureness');
const modelWords = setOf(
  'model models baseline challenger champion rf xgb xgboost lgbm lightgbm catboost logreg logistic lr nn mlp cnn svm knn gbm gbdt bert gpt resnet network linear forest tree boosting bayes ensemble old new lm glm ridge lasso',
);
const idWords = setOf('id uuid guid key identifier rowid idx index file filename rownames passengerid');
const timeWords = setOf('date time datetime timestamp day month year ts created updated at when');
const splitWords = setOf('split fold set partition part subset dataset resample cv folds');
const splitValues = setOf('train test valid validation val dev eval holdout training testing evaluation');
const testValues = ['test', 'testing', 'holdout', 'eval', 'evaluation', 'validation', 'valid', 'val', 'dev'];
const textWords = setOf(
  'text comment review description body message sentence question prompt content abstract tweet document summary notes utterance headline',
);
const imageWords = setOf('image images pixels pixel img picture photo');
const personWords = setOf(
  'sex gender race ethnicity ethnic age agegroup afam black hispanic latino nationality religion marital married disability disabled veteran immigrant foreign minority female male single citizenship',
);
const lowerWords = setOf('lower lo low lwr q05 q025 p05 p10 q10');
const upperWords = setOf('upper hi high upr q95 q975 p95 p90 q90');
const weightNames = setOf('sample_weight sample_weights sampleweight case_weight survey_weight importance_weight obs_weight w8 weights');
const positiveWords = setOf(
  'yes true 1 y t positive pos bad default defaulted fraud fraudulent spam churn churned denied deny died dead malignant abnormal anomaly attack toxic fail failed failure sick disease late delinquent click clicked converted success survived event case',
);

const has = (words: readonly string[], known: ReadonlySet<string>): boolean => words.some((word) => known.has(word));

/** What the name of a column alone suggests, from 0 (nothing) to 100 (hardly anything else). */
export interface NameHints {
  readonly words: readonly string[];
  readonly label: number;
  readonly outcome: boolean;
  readonly topic: boolean;
  readonly prediction: boolean;
  readonly score: boolean;
  readonly confidence: boolean;
  readonly model: boolean;
  readonly id: boolean;
  readonly time: boolean;
  readonly split: boolean;
  readonly text: boolean;
  readonly image: boolean;
  readonly person: boolean;
  readonly lower: boolean;
  readonly upper: boolean;
  readonly weight: boolean;
}

export function hintsOf(name: string): NameHints {
  const words = wordsOf(name);
  const joined = words.join('_');
  const prediction = has(words, predictionWords);
  const score = has(words, scoreWords);
  const confidence = has(words, confidenceWords);
  const outcome = has(words, outcomeWords);
  const isGuess = prediction || score || confidence;
  return {
    words,
    label: isGuess ? 0 : labelNames.has(joined) ? 100 : labelMaybe.has(joined) ? 80 : has(words, labelWords) ? 70 : outcome ? 50 : 0,
    outcome,
    topic: has(words, topicWords),
    prediction,
    score,
    confidence,
    model: has(words, modelWords),
    id: has(words, idWords) || /^(unnamed|unnamed_0|column_1)$/.test(joined),
    time: has(words, timeWords),
    split: has(words, splitWords) || joined === 'is_train' || joined === 'is_test',
    text: has(words, textWords),
    image: has(words, imageWords),
    person: has(words, personWords),
    lower: has(words, lowerWords),
    upper: has(words, upperWords),
    weight: weightNames.has(joined),
  };
}

/** Whether all of these values name parts of a data set, as train and test do. */
export function areParts(values: readonly string[]): boolean {
  return values.length >= 2 && values.every((value) => splitValues.has(value.toLowerCase()));
}

/** The value that names the rows to measure on: test before validation. */
export function testPartOf(values: readonly string[]): string | null {
  for (const name of testValues) {
    const found = values.find((value) => value.toLowerCase() === name);
    if (found !== undefined) return found;
  }
  return null;
}

/** Whether a class is what one looks for: yes, 1, bad, fraud. */
export function isPositiveWord(value: string): boolean {
  const words = wordsOf(value);
  return words.length > 0 && !words.some((word) => word === 'not' || word === 'no' || word === 'non') && has(words, positiveWords);
}

/** What is left of a column's name without the words that say label, prediction or score: the name of a model, or ''. */
export function modelNameOf(name: string): string {
  const known = new Set([...predictionWords, ...scoreWords, ...confidenceWords, 'y', 'label', 'class', 'value', 'of', 'output']);
  return wordsOf(name)
    .filter((word) => !known.has(word))
    .join('_');
}
