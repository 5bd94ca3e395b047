/**
 * Puts a file on the clipboard that is still being made; browsers let a page write only shortly after a click, and count
 * from there. Text is put as text.
 */
export async function copyFile(file: Promise<Blob>, type: 'text/plain' | 'image/png'): Promise<void> {
  const made = file.then((blob) => (blob.type === type ? blob : new Blob([blob], { type })));
  try {
    await navigator.clipboard.write([new ClipboardItem({ [type]: made })]);
  } catch {
    await made;
    throw new Error('This browser did not let the page write to the clipboard. Download it instead.');
  }
}
