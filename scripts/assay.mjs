import { build } from './build.mjs';
import { install } from './install.mjs';
import { underLock } from './lock.mjs';

try {
  await underLock(async () => {
    await install();
    await build('cli', 'quiet');
  });
} catch (error) {
  console.error(error.message);
  process.exit(2);
}
const { main } = await import(new URL('../dist/cli/main.js', import.meta.url).href);
process.exitCode = await main(process.argv.slice(2));
