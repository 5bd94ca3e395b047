import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assay, Folder, recorded } from './folder.ts';

let folder: Folder;
beforeAll(async () => {
  folder = await Folder.make();
  await folder.write('scores.csv', recorded(8));
});
afterAll(() => folder.remove());

describe('assay new', () => {
  it('writes the notebook of a model and its images, with both where they lie', async () => {
    const { code, out } = await assay(['new', 'notebooks/digits/digits.parquet', '--model', 'notebooks/digits/model/model.json']);
    expect(code).toBe(0);
    expect(out).toContain('source: notebooks/digits/digits.parquet');
    expect(out).toContain('inputs: [{ column: pixels, image: { divide: 255 } }]');
    expect(out).toContain('output: { type: probability, classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] }');
    // 97.8 % of these images are read rightly, as the example says.
    expect(out).toMatch(/metric: accuracy, expect: 'd\.value >= 0\.97'/);
  }, 60_000);

  it('leaves a model out that the table does not fit, and says why', async () => {
    const { code, out, err } = await assay(['new', 'notebooks/mortgage/hmda.csv', 'notebooks/mortgage/model/model.json']);
    expect(code).toBe(2);
    expect(err).toContain('is left out: it takes 24 numbers a row, and the table has 6 columns of numbers that it may read');
    expect(out).toContain('```yaml data hmda');
    expect(out).not.toContain('```yaml model');
  }, 30_000);

  it.each([
    [['new', '--model'], '--model needs the model.json of a model'],
    [['new', '--fast', 'scores.csv'], 'no flag --fast'],
  ])('%j exits 2 and says why', async (words, sentence) => {
    const { code, out, err } = await assay(words);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });

  it('says what is wrong with a file that is no table', async () => {
    const paper = await folder.write('paper.pdf', '%PDF-1.7');
    const { code, out, err } = await assay(['new', paper]);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('paper.pdf is a PDF document, not a table');
  });
});
