const shards = /\.(bin|png|jpe?g|gif|webp)$/i;

/** Cells that read dropped files: a table of each data file, a model cell for each model. */
export function startingText(names: readonly string[]): string {
  const taken = new Set<string>();
  const parts = names
    .filter((name) => !shards.test(name))
    .map((name) => {
      const isModel = /(^|\/)model.*\.json$/i.test(name) || names.some((other) => other.endsWith('.bin') && name.endsWith('.json'));
      const cell = freshName(isModel ? 'model' : nameFor(name), taken);
      return isModel
        ? `\`\`\`yaml model ${cell}\nsource: ${quoted(name)}\ninputs: []\noutput: {type: value}\n\`\`\``
        : `\`\`\`yaml data ${cell}\nsource: ${quoted(name)}\n\`\`\``;
    });
  return `${parts.join('\n\n')}\n`;
}

function nameFor(file: string): string {
  const base = file
    .replace(/^.*\//, '')
    .replace(/\..*$/, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '');
  return base === '' ? 'data' : base;
}

function freshName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
  taken.add(name);
  return name;
}

function quoted(name: string): string {
  return /^(?:\.{1,2}\/)*[A-Za-z][\w/-]*(?:\.[A-Za-z]\w*)+$/.test(name) ? name : JSON.stringify(name);
}
