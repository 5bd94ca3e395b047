/** A model.json that was checked, as far as it can be without its weights. */
export interface ModelJson {
  readonly kind: 'layers' | 'graph';
  readonly topology: object;
  readonly shards: readonly string[];
  readonly specs: readonly WeightSpec[];
  /** Bytes that the shards must hold together; null when a weight's size is not known beforehand. */
  readonly weightBytes: number | null;
  /** Further fields that the graph executor reads. */
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
}

const mostShards = 1000;
const bytesOfType: ReadonlyMap<string, number> = new Map([
  ['float32', 4],
  ['int32', 4],
  ['bool', 1],
  ['complex64', 8],
  ['uint8', 1],
  ['uint16', 2],
  ['float16', 2],
]);

/** Reads a TensorFlow.js model.json, a layers or a graph model; every error names the file and what is wrong with it. */
export function parseModelJson(name: string, bytes: Uint8Array): ModelJson {
  const json = parseObject(name, bytes);
  const topology = json['modelTopology'];
  if (!isObject(topology)) throw new Error(`${name} is not a TensorFlow.js model: it has no modelTopology`);
  const kind = kindOf(name, json['format'], topology);
  const groups = json['weightsManifest'];
  if (!Array.isArray(groups)) throw new Error(`${name} has no weightsManifest, so its weights cannot be found`);
  const shards: string[] = [];
  const specs: WeightSpec[] = [];
  let weightBytes: number | null = 0;
  for (const group of groups as unknown[]) {
    if (!isObject(group) || !Array.isArray(group['paths']) || !Array.isArray(group['weights'])) {
      throw new Error(`the weightsManifest of ${name} has a group without paths or weights`);
    }
    for (const path of group['paths'] as unknown[]) shards.push(checkedPath(name, path));
    for (const weight of group['weights'] as unknown[]) {
      const spec = checkedSpec(name, weight);
      specs.push(spec);
      const size = sizeOf(spec, weight);
      weightBytes = size === null || weightBytes === null ? null : weightBytes + size;
    }
  }
  if (shards.length > mostShards) throw new Error(`${name} lists ${shards.length} weight files; at most ${mostShards} are read`);
  const extra: Record<string, unknown> = {};
  for (const key of ['signature', 'userDefinedMetadata', 'modelInitializer', 'initializerSignature', 'generatedBy', 'convertedBy']) {
    if (Object.hasOwn(json, key)) extra[key] = json[key];
  }
  return { kind, topology, shards, specs, weightBytes, extra };
}

function parseObject(name: string, bytes: Uint8Array): Record<string, unknown> {
  if (bytes.length === 0) throw new Error(`${name} is empty`);
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const cut = bytes[0] === 0x7b && bytes.findLast((byte) => byte > 0x20) !== 0x7d;
    throw new Error(cut ? `${name} is cut short: its JSON does not end` : `${name} is not JSON, so it is not a TensorFlow.js model`, {
      cause,
    });
  }
  if (!isObject(json)) throw new Error(`${name} is not a TensorFlow.js model: it holds no JSON object`);
  return json;
}

function kindOf(name: string, format: unknown, topology: Record<string, unknown>): 'layers' | 'graph' {
  const layers = Object.hasOwn(topology, 'model_config') || Object.hasOwn(topology, 'class_name');
  const graph = Array.isArray(topology['node']);
  if (layers === graph) throw new Error(`the modelTopology of ${name} is neither a layers model nor a graph model`);
  const said = format === 'graph-model' ? 'graph' : format === 'layers-model' ? 'layers' : null;
  const found = layers ? 'layers' : 'graph';
  if (said !== null && said !== found)
    throw new Error(`${name} says that it is a ${said} model, but its modelTopology is that of a ${found} model`);
  return found;
}

function checkedPath(name: string, path: unknown): string {
  const fine =
    typeof path === 'string' &&
    path !== '' &&
    !/^[/\\]|[\\:?#]|\/\//.test(path) &&
    path.split('/').every((part) => part !== '..' && part !== '');
  if (!fine) throw new Error(`${name} names the weight file ${JSON.stringify(path)}, which is not beside it`);
  return path;
}

function checkedSpec(name: string, weight: unknown): WeightSpec {
  if (!isObject(weight) || typeof weight['name'] !== 'string') throw new Error(`${name} lists a weight without a name`);
  const { shape, dtype } = weight;
  const fine = Array.isArray(shape) && (shape as unknown[]).every((size) => Number.isSafeInteger(size) && (size as number) >= 0);
  if (!fine) throw new Error(`the weight ${weight['name']} of ${name} has no valid shape`);
  if (typeof dtype !== 'string' || (dtype !== 'string' && !bytesOfType.has(dtype))) {
    throw new Error(
      `the weight ${weight['name']} of ${name} has ${dtype === undefined ? 'no type' : `the unknown type ${JSON.stringify(dtype)}`}`,
    );
  }
  return weight as unknown as WeightSpec;
}

function sizeOf(spec: WeightSpec, weight: unknown): number | null {
  const quantization = isObject(weight) ? weight['quantization'] : undefined;
  const stored = isObject(quantization) && typeof quantization['dtype'] === 'string' ? quantization['dtype'] : spec.dtype;
  const each = bytesOfType.get(stored);
  return each === undefined ? null : spec.shape.reduce((size, side) => size * side, each);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
