// Gives expressions to Arquero as they are, in a process of its own, and tells which of them ran code: the control of the corpus.
import { table } from 'arquero';

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const expressions = JSON.parse(Buffer.concat(chunks).toString('utf8'));
globalThis.SECRET = 'a secret of the page';
const asked = [];
globalThis.fetch = (url) => {
  asked.push(String(url));
  return Promise.resolve();
};
const rows = table({ value: [1, 2], text: ['a', 'b'] });
const harmed = expressions.filter((source) => {
  delete globalThis.PWNED;
  asked.length = 0;
  let result = [];
  try {
    result = Array.from(rows.derive({ result: source }).array('result'));
  } catch {
    // what Arquero refuses after it ran counts too
  }
  const leaked = result.some((value) => String(value).includes(globalThis.SECRET));
  return globalThis.PWNED !== undefined || leaked || asked.length > 0;
});
process.stdout.write(JSON.stringify(harmed));
