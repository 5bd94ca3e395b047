/**
 * What a worker in the sandbox may try to get out. It stands in the place of the worker's own text, and gives one line a
 * trial as its answer: the name, and what came of it.
 */
export const probe = `
onmessage = async ({ data: { inputs } }) => {
  const [[, same], [, other], [, socket]] = inputs;
  const lines = [];
  const within = (work) => Promise.race([work, new Promise((_, late) => setTimeout(late, 1500, new Error('late')))]);
  const tried = async (name, work) => {
    try { lines.push(name + ': ' + String((await within(Promise.resolve().then(work))) ?? 'done')); }
    catch (error) { lines.push(name + ': refused'); }
  };
  const event = (target, good, bad) => new Promise((done, failed) => { target['on' + good] = () => done('reached'); target['on' + bad] = failed; });
  const blob = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  await tried('fetch same', async () => (await fetch(same + '/fetch-same')).status);
  await tried('fetch other', async () => (await fetch(other + '/fetch-other')).status);
  await tried('fetch no-cors', async () => (await fetch(other + '/fetch-no-cors', { mode: 'no-cors' })).type);
  await tried('fetch blob', async () => (await fetch(blob('x'))).status);
  await tried('fetch data', async () => (await fetch('data:text/plain,x')).status);
  await tried('xhr', () => new Promise((done, failed) => {
    const request = new XMLHttpRequest(); request.open('GET', other + '/xhr'); request.onload = () => done(request.status); request.onerror = failed; request.send();
  }));
  await tried('xhr at once', () => { const request = new XMLHttpRequest(); request.open('GET', other + '/xhr-sync', false); request.send(); return request.status; });
  await tried('websocket', () => event(new WebSocket(socket + '/websocket'), 'open', 'error'));
  await tried('eventsource', () => event(new EventSource(other + '/eventsource'), 'open', 'error'));
  await tried('webtransport', () => new WebTransport(other.replace('http:', 'https:') + '/webtransport').ready);
  await tried('importScripts', () => importScripts(other + '/importScripts'));
  await tried('import', () => import(other + '/import'));
  await tried('import data', () => import('data:text/javascript,1'));
  await tried('worker', () => event(new Worker(other + '/worker'), 'message', 'error'));
  await tried('worker that fetches', () => new Promise((done, failed) => {
    const inner = new Worker(blob('fetch("' + other + '/worker-fetch").then(() => postMessage("reached"), () => postMessage("refused"))'));
    inner.onmessage = ({ data }) => (data === 'reached' ? done(data) : failed()); inner.onerror = failed;
  }));
  await tried('font', () => new FontFace('x', 'url(' + other + '/font)').load());
  await tried('beacon', () => navigator.sendBeacon(other + '/beacon', 'x'));
  await tried('webrtc', () => new RTCPeerConnection());
  await tried('service worker', () => navigator.serviceWorker.register(other + '/service'));
  await tried('indexedDB', () => event(indexedDB.open('x'), 'success', 'error'));
  await tried('opfs', () => navigator.storage.getDirectory());
  await tried('caches', () => caches.open('x'));
  await tried('localStorage', () => localStorage.setItem('x', '1'));
  await tried('cookies', () => cookieStore.set('x', '1'));
  await tried('document', () => document.cookie);
  await tried('parent', () => parent.postMessage('x', '*'));
  await tried('top', () => top.location.href);
  await tried('locks', () => navigator.locks.request('x', () => 'held'));
  await tried('broadcast', () => { new BroadcastChannel('assay').postMessage('from the sandbox'); return 'sent'; });
  await new Promise((done) => setTimeout(done, 300));
  postMessage({ ok: false, message: 'probed', lines });
};`;

/** The page around it: it opens a frame as Assay does, and keeps the answer, and whatever else it hears. */
export const hostPage = (frame: string, policy: string): string => `<!doctype html>
<meta charset="utf-8">${policy === '' ? '' : `<meta http-equiv="Content-Security-Policy" content="${policy}">`}
<title>host</title>
<script>
window.answers = []; window.heard = [];
new BroadcastChannel('assay').onmessage = ({ data }) => heard.push(data);
window.open = (request) => {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  addEventListener('message', ({ source, data }) => {
    if (source !== frame.contentWindow || data?.assay !== 'sandbox ready') return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => answers.push(data);
    frame.contentWindow.postMessage('start', '*', [port2]);
    port1.postMessage({ type: 'run', request });
  });
  frame.src = '${frame}';
  document.documentElement.append(frame);
};
</script>`;
