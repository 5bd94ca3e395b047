/**
 * The address of a script that imports another and is bound by the page's own policy, which workers from the network are not:
 * on a host without headers nothing else binds them. Messages that come before the import is done are handed on after it.
 */
export function boundWorkerUrl(url: string): string {
  const script = `const early = [];
const hold = (event) => early.push(event);
addEventListener('message', hold);
import(${JSON.stringify(new URL(url, location.href).href)}).then(() => {
  removeEventListener('message', hold);
  for (const { data, ports } of early) dispatchEvent(new MessageEvent('message', { data, ports }));
}, reportError);`;
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
}
