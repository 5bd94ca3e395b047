/** What the language itself has; everything else of a worker is taken away before code runs, so that code means the same everywhere. */
const language = new Set(
  (
    'globalThis Infinity NaN undefined eval isFinite isNaN parseFloat parseInt decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape ' +
    'AggregateError Array ArrayBuffer Atomics BigInt BigInt64Array BigUint64Array Boolean DataView Date Error EvalError FinalizationRegistry ' +
    'Float16Array Float32Array Float64Array Function Int8Array Int16Array Int32Array Intl Iterator JSON Map Math Number Object Promise Proxy ' +
    'RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String Symbol SyntaxError TypeError URIError Uint8Array Uint8ClampedArray ' +
    'Uint16Array Uint32Array WeakMap WeakRef WeakSet'
  ).split(' '),
);

/** Takes from a scope, and from all that it inherits, what is not of the language. What the browser does not let go stays. */
export function bareScope(scope: object): void {
  for (let at: object | null = scope; at !== null && at !== Object.prototype; at = Object.getPrototypeOf(at) as object | null) {
    for (const name of Object.getOwnPropertyNames(at)) {
      if (!language.has(name) && name !== 'constructor') Reflect.deleteProperty(at, name);
    }
  }
}
