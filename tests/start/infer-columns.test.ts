import { describe, expect, it } from 'vitest';
import { inferColumns } from '../../src/start/infer-columns.ts';
import type { ColumnRole, Inferred } from '../../src/start/inferred.ts';
import { csvOf, tableOf } from './tables.ts';

/** The role of each column that has one. */
function rolesOf({ columns }: Inferred): Record<string, ColumnRole> {
  return Object.fromEntries(columns.filter(({ role }) => role !== 'none').map(({ name, role }) => [name, role]));
}

async function infer(text: string): Promise<Inferred> {
  return inferColumns(await tableOf(text));
}

const chance = (label: boolean, uniform: () => number): number => Number(((label ? 0.35 : 0.05) + 0.6 * uniform()).toFixed(3));
const classes = ['cat', 'dog', 'owl'];
/** Shares of three classes that sum to 1, the largest mostly that of the label. */
function shares(label: number, uniform: () => number): readonly number[] {
  const raw = classes.map((_, code) => uniform() + (code === label ? 1 : 0));
  const sum = raw.reduce((total, own) => total + own, 0);
  const [a, b] = raw.map((own) => Number((own / sum).toFixed(4))) as [number, number];
  return [a, b, Number((1 - a - b).toFixed(4))];
}
const highest = (values: readonly number[]): number => values.indexOf(Math.max(...values));

describe('logs of binary predictions', () => {
  it('reads y_true, y_pred and y_prob of scikit-learn, with an index without a name', async () => {
    const text = csvOf(',y_true,y_pred,y_prob', 200, (at, uniform) => {
      const label = uniform() < 0.3;
      const score = chance(label, uniform);
      return [at, +label, +(score >= 0.5), score];
    });
    const inferred = await infer(text);
    expect(rolesOf(inferred)).toEqual({ column_1: 'id', y_true: 'label', y_pred: 'prediction', y_prob: 'score' });
    expect(inferred).toMatchObject({ task: 'binary', positive: '1', isProbability: true });
    expect(inferred.models).toEqual([{ name: '', prediction: 'y_pred', score: new Map([['', 'y_prob']]) }]);
  });

  it('reads the fractions of y_pred of Keras as scores', async () => {
    const text = csvOf('label,y_pred', 200, (_, uniform) => {
      const label = uniform() < 0.4;
      return [+label, chance(label, uniform)];
    });
    const inferred = await infer(text);
    expect(rolesOf(inferred)).toEqual({ label: 'label', y_pred: 'score' });
    expect(inferred.task).toBe('binary');
  });

  it('takes the score of the positive class of two that sum to 1', async () => {
    const text = csvOf('target,proba_0,proba_1', 100, (_, uniform) => {
      const label = uniform() < 0.5;
      const score = chance(label, uniform);
      return [+label, (1 - score).toFixed(3), score];
    });
    const inferred = await infer(text);
    expect(rolesOf(inferred)).toEqual({ target: 'label', proba_1: 'score' });
    expect(inferred.roles.score).toEqual(new Map([['', 'proba_1']]));
  });

  it('takes a column that is named after a class as its score', async () => {
    const text = csvOf('status,bad,income', 200, (_, uniform) => {
      const label = uniform() < 0.3;
      return [label ? 'bad' : 'good', chance(label, uniform), Math.floor(9000 * uniform())];
    });
    const inferred = await infer(text);
    expect(rolesOf(inferred)).toEqual({ status: 'label', bad: 'score' });
    expect(inferred.positive).toBe('bad');
  });

  it('takes the class that the score rises with as the positive one', async () => {
    const text = csvOf('outcome,score', 200, (_, uniform) => {
      const label = uniform() < 0.6;
      return [label ? 'paid' : 'unpaid', chance(label, uniform)];
    });
    expect(await infer(text)).toMatchObject({ positive: 'paid', whyPositive: '`score` rises with it' });
  });

  it('takes the rarer class where nothing else speaks', async () => {
    const text = csvOf('label,prediction', 100, (at) => [at % 4 === 0 ? 'moth' : 'bee', at % 4 === 1 ? 'moth' : 'bee']);
    expect(await infer(text)).toMatchObject({ positive: 'moth', whyPositive: 'it is the rarer of the two' });
  });

  it('finds the label by what a prediction agrees with', async () => {
    const text = csvOf('age,happened,guess', 300, (_, uniform) => {
      const label = uniform() < 0.4;
      return [20 + Math.floor(50 * uniform()), label ? 'yes' : 'no', (uniform() < 0.8 ? label : !label) ? 'yes' : 'no'];
    });
    const inferred = await infer(text);
    expect(rolesOf(inferred)).toMatchObject({ happened: 'label', guess: 'prediction' });
    expect(inferred.columns.find(({ name }) => name === 'happened')!.why).toBe('`guess` agrees with it far beyond chance.');
  });

  it('does not take the confidence of the predicted class for a score of the positive one', async () => {
    const text = csvOf('text,label,predicted_label,score', 100, (at, uniform) => {
      const label = uniform() < 0.5;
      return [
        `"this is the review that was written as number ${at}"`,
        label ? 'POSITIVE' : 'NEGATIVE',
        uniform() < 0.8 === label ? 'POSITIVE' : 'NEGATIVE',
        (0.5 + 0.49 * uniform()).toFixed(3),
      ];
    });
    const inferred = await infer(text);
    expect(rolesOf(inferred)).toEqual({ text: 'text', label: 'label', predicted_label: 'prediction' });
    expect(inferred.positive).toBe('POSITIVE');
  });

  it('reads scores of two models side by side as two models', async () => {
    const text = csvOf('id,label,model_a,model_b', 300, (at, uniform) => {
      const label = uniform() < 0.3;
      return [`r${at}`, +label, chance(label, uniform), Math.min(1, chance(label, uniform) + (label ? 0.05 : 0)).toFixed(3)];
    });
    const inferred = await infer(text);
    expect(rolesOf(inferred)).toEqual({ id: 'id', label: 'label', model_a: 'score', model_b: 'score' });
    expect(inferred.models.map(({ name }) => name).sort()).toEqual(['model_a', 'model_b']);
  });

  it('reads a prediction and a score of each of two models as theirs', async () => {
    const text = csvOf('y,pred_old,prob_old,pred_new,prob_new', 200, (_, uniform) => {
      const label = uniform() < 0.4;
      const [old, now] = [chance(label, uniform), chance(label, uniform)];
      return [+label, +(old > 0.5), old, +(now > 0.5), now];
    });
    const { models } = await infer(text);
    expect(models.map(({ name, prediction, score }) => [name, prediction, [...score!.values()]]).sort()).toEqual([
      ['new', 'pred_new', ['prob_new']],
      ['old', 'pred_old', ['prob_old']],
    ]);
  });

  it('reads logits as scores that are no probabilities', async () => {
    const text = csvOf('label,logit', 200, (_, uniform) => {
      const label = uniform() < 0.4;
      return [+label, ((label ? 2 : -2) + 4 * (uniform() - 0.5)).toFixed(3)];
    });
    expect(await infer(text)).toMatchObject({ task: 'binary', isProbability: false, roles: { label: 'label' } });
  });
});

describe('logs of several classes', () => {
  const rows = (prefix: string): string =>
    csvOf(`obs,pred,${classes.map((name) => prefix + name).join(',')}`, 300, (_, uniform) => {
      const label = Math.floor(3 * uniform());
      const own = shares(label, uniform);
      return [classes[label]!, classes[highest(own)]!, ...own];
    });

  it.each(['', 'prob_', 'softmax_'])('finds the scores of classes called %s and the class', async (prefix) => {
    const inferred = await infer(rows(prefix));
    expect(inferred).toMatchObject({ task: 'multiclass', classes, isProbability: true });
    expect(inferred.roles.score).toEqual(new Map(classes.map((name) => [name, prefix + name])));
    expect(rolesOf(inferred)).toMatchObject({ obs: 'label', pred: 'prediction' });
  });

  it('finds scores of numbered classes', async () => {
    const text = csvOf('true_label,p0,p1,p2', 200, (_, uniform) => {
      const label = Math.floor(3 * uniform());
      return [label, ...shares(label, uniform)];
    });
    const inferred = await infer(text);
    expect(inferred.roles.score).toEqual(
      new Map([
        ['0', 'p0'],
        ['1', 'p1'],
        ['2', 'p2'],
      ]),
    );
    expect(inferred.task).toBe('multiclass');
  });

  it('takes a category beside texts as their label', async () => {
    const text = csvOf('headline,section', 100, (at) => [
      `"something that happened somewhere, number ${at}"`,
      ['sport', 'arts', 'news'][at % 3]!,
    ]);
    expect(rolesOf(await infer(text))).toEqual({ headline: 'text', section: 'label' });
  });

  it('declares a label of digits to be a category where a model is still to predict it', async () => {
    const text = csvOf('label,a,b', 200, (at, uniform) => [at % 7, uniform().toFixed(3), uniform().toFixed(3)]);
    expect([...(await infer(text)).types]).toEqual([['label', 'category']]);
  });
});

describe('logs of numbers', () => {
  it('reads actual and predicted', async () => {
    const text = csvOf('date,actual,predicted', 120, (at, uniform) => {
      const actual = 100 + 50 * uniform();
      return [
        new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10),
        actual.toFixed(2),
        (actual + 20 * (uniform() - 0.5)).toFixed(2),
      ];
    });
    const inferred = await infer(text);
    expect(rolesOf(inferred)).toEqual({ date: 'time', actual: 'label', predicted: 'prediction' });
    expect(inferred.task).toBe('regression');
  });

  it('finds predictions by their mean, spread and course, and bounds by their order', async () => {
    const text = csvOf('sale_price,area,forest,lower,upper', 300, (_, uniform) => {
      const price = 100_000 + 200_000 * uniform();
      const guess = price + 40_000 * (uniform() - 0.5);
      return [
        price.toFixed(0),
        (price / 1500 + 30 * uniform()).toFixed(0),
        guess.toFixed(0),
        (guess - 20_000).toFixed(0),
        (guess + 20_000).toFixed(0),
      ];
    });
    const inferred = await infer(text);
    expect(rolesOf(inferred)).toEqual({ sale_price: 'label', forest: 'prediction', lower: 'lower', upper: 'upper' });
  });

  it('does not take a column that merely goes along with the label for a prediction', async () => {
    const text = csvOf('price,area', 300, (_, uniform) => {
      const area = 50 + 100 * uniform();
      return [(area * 1000 + 5000 * uniform()).toFixed(0), area.toFixed(1)];
    });
    expect((await infer(text)).models).toEqual([]);
  });
});

describe('several labels a row', () => {
  it('pairs columns of labels with those of predictions', async () => {
    const text = csvOf('id,true_drama,true_comedy,pred_drama,pred_comedy', 60, (at, uniform) => [
      at,
      ...[0, 0, 0, 0].map(() => +(uniform() < 0.5)),
    ]);
    const inferred = await infer(text);
    expect(inferred.task).toBe('multilabel');
    expect(inferred.roles.labels).toEqual(
      new Map([
        ['drama', 'true_drama'],
        ['comedy', 'true_comedy'],
      ]),
    );
    expect(inferred.roles.predictions).toEqual(
      new Map([
        ['drama', 'pred_drama'],
        ['comedy', 'pred_comedy'],
      ]),
    );
  });
});

describe('what stands beside labels', () => {
  it('finds ids, times, weights, splits, groups and texts', async () => {
    const parts = ['train', 'test'];
    const text = csvOf('uuid,created,sample_weight,part,sex,race,age,comment,label', 200, (at, uniform) => [
      `id-${at}`,
      `2026-03-${String(1 + (at % 28)).padStart(2, '0')}`,
      (0.5 + uniform()).toFixed(2),
      parts[at % 2]!,
      ['f', 'm'][Math.floor(2 * uniform())]!,
      ['a', 'b', 'c'][Math.floor(3 * uniform())]!,
      18 + Math.floor(60 * uniform()),
      `"a remark that somebody wrote down, number ${at}"`,
      uniform() < 0.5 ? 'yes' : 'no',
    ]);
    const inferred = await infer(text);
    expect(rolesOf(inferred)).toEqual({
      uuid: 'id',
      created: 'time',
      sample_weight: 'weight',
      part: 'split',
      sex: 'group',
      race: 'group',
      age: 'group',
      comment: 'text',
      label: 'label',
    });
    expect(inferred.testPart).toBe('test');
  });

  it('takes neither the weight of a body nor the status of a marriage for what they are called', async () => {
    const text = csvOf('height,weight,marital_status,label', 100, (_, uniform) => [
      (150 + 40 * uniform()).toFixed(1),
      (50 + 40 * uniform()).toFixed(1),
      ['single', 'married'][Math.floor(2 * uniform())]!,
      uniform() < 0.5 ? 1 : 0,
    ]);
    expect(rolesOf(await infer(text))).toEqual({ marital_status: 'group', label: 'label' });
  });

  it('notes a column that tells the label without an error, and gives it no role', async () => {
    const text = csvOf('label,code,x', 200, (_, uniform) => {
      const label = uniform() < 0.4;
      return [label ? 'yes' : 'no', label ? 'A' : 'B', uniform().toFixed(3)];
    });
    const inferred = await infer(text);
    expect(inferred.notes).toEqual(['`code` tells `label` without an error. It may be a copy of the outcome, known only afterwards.']);
    expect(rolesOf(inferred)).toEqual({ label: 'label' });
  });

  it('guesses no label where none is plausible', async () => {
    const text = csvOf('city,height,visits', 100, (_, uniform) => [
      ['Rome', 'Oslo'][Math.floor(2 * uniform())]!,
      (9 * uniform()).toFixed(2),
      Math.floor(50 * uniform()),
    ]);
    const inferred = await infer(text);
    expect(inferred).toMatchObject({ task: 'none', positive: null, models: [] });
    expect(rolesOf(inferred)).toEqual({});
  });

  it('does as a person says', async () => {
    const text = csvOf('label,really,score', 200, (_, uniform) => {
      const really = uniform() < 0.4;
      return [uniform() < 0.5 ? 'a' : 'b', really ? 'yes' : 'no', chance(really, uniform)];
    });
    const roles = new Map<string, ColumnRole>([
      ['really', 'label'],
      ['label', 'none'],
    ]);
    const inferred = inferColumns(await tableOf(text), { roles });
    expect(rolesOf(inferred)).toEqual({ really: 'label', score: 'score' });
    expect(inferred.positive).toBe('yes');
    expect(inferColumns(await tableOf(text), { roles, positive: 'no' }).positive).toBe('no');
  });

  it('takes names with quotes, emoji and __proto__ as they are', async () => {
    const text = csvOf('"it\'s ""so""",🙂,constructor,label', 50, (at) => [at, at % 2, at % 3, at % 2 === 0 ? 'yes' : 'no']);
    expect(rolesOf(await infer(text))).toMatchObject({ label: 'label' });
  });

  it('understands an empty table, and one of a single row', async () => {
    expect((await infer('label,score\n')).task).toBe('none');
    expect((await infer('label,score\nyes,0.5\n')).columns).toHaveLength(2);
  });
});
