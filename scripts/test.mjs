// npm test runs every check; npm test -- lint unit runs those alone. The last line counts: N passed, N failed.
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from './build.mjs';
import { chromiumOrInstall } from './chromium.mjs';
import { install } from './install.mjs';
import { underLock } from './lock.mjs';
import { root } from './paths.mjs';
import { runPackage } from './run.mjs';

const count = { passed: 0, failed: 0 };
const looks = {
  lint: () => tool('eslint/bin/eslint.js', '--max-warnings', '0', '.'),
  format: () => tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'),
  types: () => tool('typescript/bin/tsc', '-p', 'tsconfig.json'),
  'types of the page': () => tool('typescript/bin/tsc', '-p', 'tsconfig.app.json'),
  'types of the tools': () => tool('typescript/bin/tsc', '-p', 'tsconfig.node.json'),
  'types of the browser tests': () => tool('typescript/bin/tsc', '-p', 'tsconfig.browser.json'),
  svelte: () => tool('svelte-check/bin/svelte-check', '--tsconfig', './tsconfig.app.json', '--fail-on-warnings', '--output', 'human'),
  layers: () => tool('dependency-cruiser/bin/dependency-cruise.mjs', '--config', '.dependency-cruiser.cjs', 'src', 'workers'),
  'dead code': () => tool('knip/bin/knip.js'),
};
const steps = {
  ...looks,
  unit: () => vitest('vitest.config.ts'),
  build: () => underLock(() => Promise.all([build('page', 'stderr'), build('cli', 'stderr')]).then(() => true)),
  browser: async () => vitest('vitest.browser.config.ts', { CHROME_PATH: await chromiumOrInstall() }),
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(steps, name));
if (unknown.length > 0) {
  console.error(`no step ${unknown.join(', ')}; the steps are ${Object.keys(steps).join(', ')}`);
  process.exit(2);
}

const failures = [];
try {
  await underLock(install);
  await mkdir(join(root, '.assay'), { recursive: true });
  const chosen = Object.keys(steps).filter((name) => wanted.length === 0 || wanted.includes(name));
  await takeTwoAtATime(chosen.filter((name) => Object.hasOwn(looks, name)));
  for (const name of chosen.filter((other) => !Object.hasOwn(looks, other))) await take(name, steps[name]);
} catch (error) {
  console.error(error.message);
  failures.push('install');
}
if (failures.length > 0) console.log(`failed: ${failures.join(', ')}`);
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;

/** What only looks at files takes one processor each, and tells only what is wrong. */
async function takeTwoAtATime(names) {
  const left = [...names];
  const lane = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift()) await take(name, steps[name]);
  };
  await Promise.all([lane(), lane()]);
}

async function take(name, step) {
  console.log(`\n${name} …`);
  const start = Date.now();
  let passed = false;
  try {
    passed = await step();
  } catch (error) {
    console.error(error.message);
  }
  if (!passed) failures.push(name);
  console.log(`${name}: ${passed ? 'passes' : 'fails'}, ${((Date.now() - start) / 1000).toFixed(1)} s`);
}

/** A check that is no test counts only where it fails. */
async function tool(file, ...parameters) {
  const code = await runPackage(file, parameters, { output: 'quiet' });
  if (code !== 0) count.failed++;
  return code === 0;
}

async function vitest(config, env = {}) {
  const report = join(root, '.assay', `${config}.json`);
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await runPackage('vitest/vitest.mjs', ['run', '--config', config, ...reporters], { env });
  const result = JSON.parse(await readFile(report, 'utf8').catch(() => '{}'));
  const broken = (result.testResults ?? []).filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  count.passed += result.numPassedTests ?? 0;
  count.failed += (result.numFailedTests ?? 0) + broken;
  if (code !== 0 && (result.numFailedTests ?? 0) + broken === 0) count.failed++;
  return code === 0;
}
