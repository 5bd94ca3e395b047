// Builds what free code runs in: the frame's file for the page, and one script for Node.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from './paths.mjs';

/** The policy of the frame: nothing may be reached; what it runs is its own script and the worker that it makes, which has no WebRTC. */
const policyOf = (hash) =>
  `default-src 'none'; script-src 'sha256-${hash}' 'unsafe-eval' blob:; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'`;

const frameName = 'virtual:sandbox-frame';
const scriptName = 'virtual:sandbox-script';

/** A Vite plugin: `virtual:sandbox-frame` writes the frame's file and exports its path, `virtual:sandbox-script` exports the script for Node. */
export function sandbox() {
  let building = false;
  return {
    name: 'sandbox',
    config: (_, { command }) => void (building = command === 'build'),
    resolveId: (source) => (source === frameName || source === scriptName ? `\0${source}` : null),
    async load(id) {
      if (id === `\0${scriptName}`) return `export const script = ${JSON.stringify(await bundled('workers/sandbox-node.ts'))};`;
      if (id !== `\0${frameName}`) return null;
      if (!building || process.env.VITEST !== undefined) return "export const framePath = 'sandbox/frame.html';";
      const source = await sandboxFrame();
      const fileName = `sandbox/frame-${createHash('sha256').update(source).digest('base64url').replace(/\W/g, '').slice(0, 8)}.html`;
      this.emitFile({ type: 'asset', fileName, source });
      return `export const framePath = ${JSON.stringify(fileName)};`;
    },
  };
}

/** The frame's file. The worker's text stands in it as data, its own script under its hash. */
export async function sandboxFrame() {
  const [boot, runner] = await Promise.all([bundled('workers/sandbox-frame.ts'), bundled('workers/sandbox.ts')]);
  const script = inHtml(boot);
  const hash = createHash('sha256').update(script).digest('base64');
  return `<!doctype html>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(hash)}">
<meta name="referrer" content="no-referrer">
<title>Sandbox</title>
<script type="text/plain" id="runner">${inHtml(runner)}</script>
<script>${script}</script>
`;
}

/** Text that ends no script element and begins no comment. */
function inHtml(script) {
  return script.replace(/<(?=\/script|!--|script)/gi, '\\x3c');
}

async function bundled(entry) {
  const { output } = await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    build: {
      write: false,
      target: 'es2023',
      minify: true,
      lib: { entry: join(root, entry), formats: ['iife'], name: 'assaySandbox', fileName: 'sandbox' },
    },
  }).then((built) => (Array.isArray(built) ? built[0] : built));
  return output[0].code;
}
