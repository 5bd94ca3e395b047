import { build } from './build.mjs';
import { install } from './install.mjs';
import { underLock } from './lock.mjs';
import { pageFolder } from './paths.mjs';
import { serve } from './serve.mjs';

const port = Number(process.env['PORT'] ?? 4173);
const host = process.env['HOST'] ?? '127.0.0.1';

try {
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`PORT=${process.env['PORT']} is no port; use a number from 0 to 65535`);
  await underLock(async () => {
    await install();
    await build('page', 'stderr');
  });
  const { address } = await serve({ folder: pageFolder, port, host });
  console.log(`Assay is at ${address} (Ctrl+C stops it)`);
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

function sentenceOf(error) {
  if (error.code === 'EADDRINUSE') return `port ${port} is taken; stop what uses it, or choose another: PORT=${port + 1} npm start`;
  if (error.code === 'EACCES') return `port ${port} needs rights that you do not have; choose one above 1023: PORT=4173 npm start`;
  return error.message;
}
