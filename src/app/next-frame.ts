/** Does the work before the next frame is painted; at once where nothing is painted. */
export function nextFrame(work: () => void): void {
  if (typeof requestAnimationFrame === 'undefined' || document.hidden) queueMicrotask(work);
  else requestAnimationFrame(work);
}
