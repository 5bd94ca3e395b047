import type { Notebook } from '../notebook/notebook.ts';
import { parseBody } from '../notebook/yaml-body.ts';
import { UsageError } from './arguments.ts';

type Value = string | number | boolean;

/** Values of `--set` as the inputs of the notebook take them: a number, true or false, one of the options, or the text itself. */
export function setValues(notebook: Notebook, set: ReadonlyMap<string, string>): ReadonlyMap<string, Value> {
  return new Map([...set].map(([name, text]) => [name, valueFor(bodyOf(notebook, name), text)]));
}

function bodyOf(notebook: Notebook, name: string): unknown {
  const cell = notebook.blocks.find((block) => block.type === 'cell' && block.kind === 'input' && block.id === name);
  if (cell?.type !== 'cell') throw new UsageError(`--set ${name}: the notebook has no input of that name`);
  return parseBody(cell.body).value;
}

function valueFor(body: unknown, text: string): Value {
  const { type, options } = (body ?? {}) as { readonly type?: unknown; readonly options?: unknown };
  if (type === 'range' || type === 'number') return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === 'toggle') return text === 'true' || text === 'false' ? text === 'true' : text;
  const chosen: unknown = type === 'select' && Array.isArray(options) ? options.find((option) => String(option) === text) : text;
  return typeof chosen === 'number' || typeof chosen === 'boolean' ? chosen : text;
}
