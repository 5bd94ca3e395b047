import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Runs a program in the repository's folder and gives its exit code. `output` says where its output goes: `inherit`,
 * `stderr` (so that stdout stays clean), or `quiet` (kept, and written to stderr if the program fails).
 * @param {string} program
 * @param {readonly string[]} parameters
 * @param {{ output?: 'inherit' | 'stderr' | 'quiet', env?: Record<string, string> }} [options]
 * @returns {Promise<number>}
 */
export function run(program, parameters, { output = 'inherit', env = {} } = {}) {
  const kept = [];
  const stdio = output === 'inherit' ? 'inherit' : output === 'stderr' ? ['ignore', 2, 2] : ['ignore', 'pipe', 'pipe'];
  const child = spawn(program, parameters, { cwd: root, stdio, env: { ...process.env, ...env } });
  child.stdout?.on('data', (chunk) => kept.push(chunk));
  child.stderr?.on('data', (chunk) => kept.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', (error) => reject(new Error(`${program} cannot be started: ${error.message}`)));
    child.on('close', (code) => {
      if (code !== 0 && output === 'quiet') process.stderr.write(Buffer.concat(kept));
      resolve(code ?? 1);
    });
  });
}

/** Runs npm, the one that started this script where there is one. */
export function runNpm(parameters, options) {
  const npm = process.env['npm_execpath'];
  if (npm?.endsWith('.js')) return run(process.execPath, [npm, ...parameters], options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', parameters, options);
}

/** Runs the program of an installed package, by its file. */
export function runPackage(file, parameters, options) {
  return run(process.execPath, [`node_modules/${file}`, ...parameters], options);
}
