// The layer table of ARCHITECTURE.md as rules: what a folder of src/ may import, and what it may import types of.
const layers = {
  stats: {},
  frame: {},
  io: {},
  notebook: { packages: ['yaml', 'fflate', 'mdast-util', 'micromark'] },
  trust: { packages: ['acorn', 'vega-expression', 'arquero'] },
  sandbox: { imports: ['stats'] },
  metrics: { imports: ['stats'] },
  analysis: { imports: ['metrics', 'stats'] },
  formats: { imports: ['frame', 'io'] },
  runtimes: { imports: ['io'], types: ['frame', 'accelerate'] },
  accelerate: { imports: ['stats'] },
  cells: { imports: ['metrics', 'stats', 'analysis', 'formats', 'frame', 'trust', 'sandbox'], types: ['io', 'runtimes', 'accelerate'] },
  start: { imports: ['metrics', 'stats', 'analysis', 'notebook', 'frame', 'trust'], types: ['cells'] },
  engine: { imports: ['cells', 'start', 'notebook', 'io', 'frame', 'trust', 'sandbox'], types: ['runtimes', 'accelerate'] },
  report: { imports: ['notebook', 'trust', 'analysis', 'stats'], types: ['engine', 'cells', 'frame'] },
  app: { imports: ['notebook', 'io', 'report', 'trust'], types: ['start', 'engine', 'cells', 'frame', 'runtimes', 'sandbox'] },
  cli: { imports: ['engine', 'notebook', 'report', 'runtimes', 'accelerate', 'io', 'sandbox'], types: ['cells', 'frame'] },
};

const anyone = ['frame', 'trust'];
const typesOnly = ['type-only', 'type-import'];

function rulesOf([layer, { imports = [], types = [] }]) {
  const open = new Set([layer, ...imports, ...(layer === 'stats' || layer === 'io' || layer === 'notebook' ? [] : anyone)]);
  if (layer === 'frame' || layer === 'trust') (open.clear(), open.add(layer));
  const known = [...open, ...types].join('|');
  const rules = [
    {
      name: `${layer}-imports`,
      comment: `src/${layer} may import ${[...open].filter((name) => name !== layer).join(', ') || 'no other layer'}`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      // The page starts workers, by their address.
      to: { path: layer === 'app' ? '^src/' : '^(src|workers)/', pathNot: `^src/(${known})/` },
    },
  ];
  const onlyTypes = types.filter((name) => !open.has(name));
  if (onlyTypes.length === 0) return rules;
  return [
    ...rules,
    {
      name: `${layer}-imports-types`,
      comment: `src/${layer} may import only types of ${onlyTypes.join(', ')}`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: `^src/(${onlyTypes.join('|')})/`, dependencyTypesNot: typesOnly },
    },
  ];
}

module.exports = {
  forbidden: [
    ...Object.entries(layers).flatMap(rulesOf),
    {
      name: 'no-cycles',
      comment: 'two files that need each other are one idea, or three',
      severity: 'error',
      from: { path: '(.+)' },
      // A Svelte component that holds itself is a tree, not a cycle.
      to: { circular: true, pathNot: '^$1$', viaOnly: { dependencyTypesNot: typesOnly } },
    },
    {
      name: 'runtimes-own-the-models',
      comment: 'TensorFlow.js and ONNX Runtime are imported by src/runtimes alone, and WebGPU besides by src/accelerate',
      severity: 'error',
      from: { path: '^(src|workers)/', pathNot: '^src/runtimes/' },
      to: { path: 'node_modules/(@tensorflow|onnxruntime)', dependencyTypesNot: typesOnly },
    },
    {
      name: 'models-load-late',
      comment: 'TensorFlow.js and ONNX Runtime come by await import: nothing of them loads before the first model cell runs',
      severity: 'error',
      from: { path: '^src/runtimes/' },
      to: { path: 'node_modules/(@tensorflow|onnxruntime)', dynamic: false, dependencyTypesNot: typesOnly },
    },
    {
      name: 'workers-are-entries',
      comment: 'workers hold entry points only',
      severity: 'error',
      from: { path: '^workers/' },
      to: { path: '^src/', pathNot: '^src/(engine|runtimes|accelerate|io|sandbox)/', dependencyTypesNot: typesOnly },
    },
    {
      name: 'nobody-imports-entries',
      comment: 'a worker is started by its address',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/app/' },
      to: { path: '^workers/' },
    },
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { path: '^(tests|bench|scripts)/' },
    },
    {
      name: 'no-development-packages-in-the-product',
      severity: 'error',
      from: { path: '^(src|workers)/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: typesOnly, pathNot: 'node_modules/(svelte|mdast|@types|@webgpu)/?' },
    },
    { name: 'everything-resolves', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?(url|worker)' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      extensions: ['.ts', '.js', '.svelte', '.json', '.d.ts'],
    },
    exclude: { path: '^(dist/|src/accelerate/wasm/)|^virtual:' },
  },
};
