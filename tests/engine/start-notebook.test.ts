import { readFileSync } from 'node:fs';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import reference from '../reference/images.json' with { type: 'json' };
import { csvOf } from '../start/tables.ts';
import { startAndRun, troubles } from './start-bed.ts';

const chance = (label: boolean, uniform: () => number): number => Number(((label ? 0.3 : 0.05) + 0.6 * uniform()).toFixed(3));

/** A log of a binary score in which one region is harder than the others. */
const binary = csvOf('id,day,label,score,region,sex,noise', 600, (at, uniform) => {
  const label = uniform() < 0.35;
  const region = ['north', 'south', 'east'][at % 3]!;
  const score = region === 'east' ? uniform().toFixed(3) : chance(label, uniform);
  const day = new Date(Date.UTC(2026, 0, 1 + (at % 120))).toISOString().slice(0, 10);
  return [`r${at}`, day, label ? 'yes' : 'no', score, region, uniform() < 0.5 ? 'f' : 'm', uniform().toFixed(4)];
});

const kinds = (text: string): readonly string[] => [...text.matchAll(/^```yaml (\w+) /gm)].map((match) => match[1]!);

describe.each([
  ['ames', 'ames.csv'],
  ['credit', 'credit.csv'],
  ['digits', 'digits.parquet'],
  ['log-only', 'hpc-cv.csv'],
  ['mortgage', 'hmda.csv'],
])('the data of %s', (folder, file) => {
  it('becomes a notebook in which every cell is done, every check holds and every number is one', async () => {
    const run = await startAndRun({ [file]: new Uint8Array(readFileSync(`notebooks/${folder}/${file}`)) });
    expect(run.failures).toEqual([]);
    expect(troubles(run)).toEqual([]);
    expect(run.checks.length).toBeGreaterThan(0);
  }, 60_000);
});

describe('a log of a binary score', () => {
  it('is measured, cut, calibrated, set by group, and held to where it stands', async () => {
    const run = await startAndRun({ 'churn-log.csv': binary });
    expect(troubles(run)).toEqual([]);
    expect(kinds(run.text)).toEqual([
      'data',
      'input',
      'metrics',
      'input',
      'chart',
      'calibration',
      'threshold',
      'fairness',
      'derive',
      'table',
      'check',
    ]);
    expect(run.text).toContain('title: Churn log\n');
    expect(run.text).toContain('roles: { label: label, score: score, id: id, time: day, group: [sex] }');
  });

  it('takes the slices by which errors differ, and the one that tells people apart, but not noise', async () => {
    const { text } = await startAndRun({ 'log.csv': binary });
    expect(text).toMatch(/^by: \[sex, region\]$/m);
    expect(text).toMatch(
      /Of the slices `region=east` is the weakest, beyond chance: ROC AUC is \{\{ quality\.roc_auc\[region=east\] \}\} there/,
    );
  });

  it('shows what was measured for the text without measuring it again', async () => {
    const run = await startAndRun({ 'log.csv': binary });
    expect(run.ranAgain).not.toContain('data');
    expect(run.ranAgain).not.toContain('metrics');
    expect(run.doing).toEqual(['Reading log.csv', 'Working out what columns mean', 'Choosing slices', 'Measuring']);
  });

  it('sets limits at the end of the interval of today, rounded towards lenient', async () => {
    const run = await startAndRun({ 'log.csv': binary });
    const auc = run.checks.find(({ title }) => title === 'ROC AUC stays at today’s level')!;
    expect(auc.limit).toBeLessThanOrEqual(auc.low!);
    expect(auc.limit).toBeGreaterThan(auc.low! - 0.011);
    expect(run.checks.filter(({ severity }) => severity === 'warn').every(({ slice }) => slice !== undefined)).toBe(true);
  });

  it('is the same text each time', async () => {
    const [one, other] = [await startAndRun({ 'log.csv': binary }), await startAndRun({ 'log.csv': binary })];
    expect(one.text).toBe(other.text);
  });

  it('starts the threshold where 0.5 decides nothing at the share of positives', async () => {
    const low = csvOf('label,score', 400, (at, uniform) => [+(at % 10 === 0), (0.02 * uniform() + (at % 10 === 0 ? 0.01 : 0)).toFixed(4)]);
    const run = await startAndRun({ 'low.csv': low });
    expect(troubles(run)).toEqual([]);
    expect(run.text).toMatch(/^value: 0\.0[12]/m);
    expect(run.text).toContain('since 0.5 decides nothing');
  });

  it('starts the threshold where the predictions were cut', async () => {
    const cut = csvOf('y_true,y_pred,y_score', 300, (_, uniform) => {
      const label = uniform() < 0.4;
      const score = chance(label, uniform);
      return [+label, +(score >= 0.3), score];
    });
    expect((await startAndRun({ 'log.csv': cut })).text).toMatch(/^value: 0\.3$/m);
  });
});

describe('other logs', () => {
  it.each([
    [
      'predictions alone',
      csvOf('label,prediction,site', 300, (at, uniform) => [
        at % 3 === 0 ? 'ill' : 'well',
        uniform() < 0.8 === (at % 3 === 0) ? 'ill' : 'well',
        `s${at % 4}`,
      ]),
    ],
    [
      'logits',
      csvOf('label,logit', 300, (_, uniform) => {
        const label = uniform() < 0.4;
        return [+label, ((label ? 1 : -1) + 4 * (uniform() - 0.5)).toFixed(3)];
      }),
    ],
    [
      'two scores',
      csvOf('label,model_a,model_b', 300, (_, uniform) => {
        const label = uniform() < 0.4;
        return [+label, chance(label, uniform), chance(label, uniform)];
      }),
    ],
    [
      'several labels',
      csvOf('true_a,true_b,pred_a,pred_b', 200, (_, uniform) => {
        const [a, b] = [+(uniform() < 0.5), +(uniform() < 0.3)];
        return [a, b, uniform() < 0.8 ? a : 1 - a, uniform() < 0.9 ? b : 1 - b];
      }),
    ],
    [
      'ratings',
      csvOf('rating,predicted,country', 300, (at, uniform) => {
        const rating = 1 + Math.floor(5 * uniform());
        return [rating, (rating + 2 * (uniform() - 0.5)).toFixed(2), ['de', 'fr'][at % 2]!];
      }),
    ],
    [
      'missing values',
      csvOf('label,score,income', 300, (at, uniform) => {
        const label = uniform() < 0.4;
        return [
          at % 50 === 0 ? '' : +label,
          at % 40 === 0 ? '' : chance(label, uniform),
          at % 5 === 0 ? 'NA' : Math.floor(9000 * uniform()),
        ];
      }),
    ],
    [
      'names that need care',
      csvOf('"the ""label""",score of it,🙂 group,"a.b[c]"', 300, (_, uniform) => {
        const label = uniform() < 0.4;
        return [label ? '"a, b"' : 'c=d', chance(label, uniform), ['x|y', '{z}'][Math.floor(2 * uniform())]!, uniform().toFixed(3)];
      }),
    ],
    [
      'right-to-left text',
      csvOf('label,prediction,עיר', 200, (at, uniform) => [
        at % 2 === 0 ? 'כן' : 'לא',
        uniform() < 0.8 === (at % 2 === 0) ? 'כן' : 'לא',
        ['חיפה', 'יפו'][at % 2]!,
      ]),
    ],
    ['a label of one class', csvOf('label,score', 100, (_, uniform) => ['yes', uniform().toFixed(3)])],
    ['few rows', csvOf('label,score', 6, (at) => [at % 2, at / 6])],
    ['one row', 'label,score\nyes,0.4\n'],
    ['no label', csvOf('city,height', 100, (at, uniform) => [['Rome', 'Oslo'][at % 2]!, (9 * uniform()).toFixed(2)])],
    ['no rows', 'label,score\n'],
    [
      'numbers in words of dates',
      csvOf('date,actual,forecast', 200, (at, uniform) => {
        const actual = 50 + 10 * uniform();
        return [
          new Date(Date.UTC(2023, 0, 1 + 5 * at)).toISOString().slice(0, 10),
          actual.toFixed(2),
          (actual + 3 * (uniform() - 0.5)).toFixed(2),
        ];
      }),
    ],
  ])('run without an error: %s', async (_, text) => {
    const run = await startAndRun({ 'log.csv': text });
    expect(run.failures).toEqual([]);
    expect(troubles(run)).toEqual([]);
  });
});

describe('images in a ZIP archive', () => {
  const grey = Uint8Array.from(Buffer.from(reference.decoded.find(({ name }) => name === 'grey.png')!.file, 'base64'));

  it('have their folder as a label, and are shown', async () => {
    const images = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`${at % 2 === 0 ? 'cat' : 'dog'}/${at}.png`, grey]));
    const run = await startAndRun({ 'pets.zip': zipSync(images) });
    expect(troubles(run)).toEqual([]);
    expect(run.text).toContain('roles: { label: folder, id: file, image: { column: pixels, shape: [5, 7] } }');
    expect(run.text).toMatch(/^as: gallery$/m);
  });

  it('are shown without one', async () => {
    const run = await startAndRun({ 'photos.zip': zipSync({ 'a.png': grey, 'b.png': grey }) });
    expect(troubles(run)).toEqual([]);
    expect(run.text).toContain('No column looks like a label');
  });
});

describe('several files', () => {
  const truth = csvOf('id,label,region', 200, (at, uniform) => [`r${at}`, uniform() < 0.4 ? 'yes' : 'no', ['n', 's'][at % 2]!]);

  it('joins a table with predictions of it by their common id', async () => {
    const scores = csvOf('id,score', 200, (at, uniform) => [`r${199 - at}`, uniform().toFixed(3)]);
    const run = await startAndRun({ 'scores.csv': scores, 'truth.csv': truth });
    expect(troubles(run)).toEqual([]);
    expect(run.text).toContain('join: { with: scores, on: [id], how: inner }');
    expect(run.text).toMatch(/^```yaml metrics quality\ndata: joined$/m);
  });

  it('takes the label of a submission for the prediction of the truth', async () => {
    const submission = csvOf('id,label', 200, (at, uniform) => [`r${at}`, uniform() < 0.4 ? 'yes' : 'no']);
    const run = await startAndRun({ 'truth.csv': truth, 'submission.csv': submission });
    expect(troubles(run)).toEqual([]);
    expect(run.text).toContain('source: submission.csv\nroles: { prediction: label }');
    expect(kinds(run.text)).toContain('metrics');
  });

  it('measures on the test rows, and lets dummies learn from those to train on', async () => {
    const run = await startAndRun({ 'train.csv': binary, 'test.csv': binary });
    expect(troubles(run)).toEqual([]);
    expect(run.text).toMatch(/^```yaml metrics quality\ndata: test$/m);
    expect(run.text).toMatch(/^baseline: train$/m);
  });

  it('says in one sentence which file could not be read, and goes on with the others', async () => {
    const run = await startAndRun({
      'paper.pdf': '%PDF-1.7 …',
      'log.csv': binary,
      'page.csv': '<!doctype html><p>not found',
      'empty.csv': '',
    });
    expect(run.failures.map(({ file }) => file)).toEqual(['paper.pdf', 'page.csv', 'empty.csv']);
    expect(run.failures[1]!.message).toContain('page.csv is a web page or XML, not a table');
    expect(troubles(run)).toEqual([]);
    expect(run.text).toContain('source: log.csv');
  });

  it('writes nothing where nothing can be read', async () => {
    const run = await startAndRun({ 'empty.csv': '' });
    expect([run.text, run.failures]).toEqual(['', [{ file: 'empty.csv', message: 'empty.csv is empty' }]]);
  });

  it('says that weights need their model', async () => {
    const run = await startAndRun({ 'weights.bin': new Uint8Array(8) });
    expect(run.failures).toEqual([
      { file: 'weights.bin', message: 'weights.bin holds the weights of a model; drop its model.json with it' },
    ]);
  });
});

describe('into a notebook that holds cells already', () => {
  it('writes sections under names that are free', async () => {
    const run = await startAndRun({ 'log.csv': binary }, { taken: ['log', 'quality', 'threshold'] });
    expect(troubles(run)).toEqual([]);
    expect(run.text.startsWith('## Log\n')).toBe(true);
    expect(run.text).not.toContain('assay: 1');
    expect(run.text).toMatch(/^```yaml data log_2$/m);
    expect(run.text).toMatch(/^threshold: \$threshold_2$/m);
  });
});

describe('a person’s corrections', () => {
  it('are followed, and what depends on them is written anew', async () => {
    const text = csvOf('label,really,score', 300, (_, uniform) => {
      const really = uniform() < 0.4;
      return [uniform() < 0.5 ? 'a' : 'b', really ? 'yes' : 'no', chance(really, uniform)];
    });
    const roles = new Map([
      ['really', 'label'],
      ['label', 'none'],
    ] as const);
    const run = await startAndRun({ 'log.csv': text }, { corrections: [['log.csv', { roles }]] });
    expect(troubles(run)).toEqual([]);
    expect(run.text).toContain('roles: { label: really, score: score }');
  });
});
