const mostLetters = 100;
/** Names of devices on Windows, which cannot be files there with any ending. */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])$/i;

/**
 * A name that every file system takes, of words from a notebook: letters, numbers and `. _ -` of any script stay, all else
 * (slashes, signs that turn the direction of writing, control characters) becomes a hyphen.
 */
export function fileNameOf(words: readonly string[], extension: string): string {
  const plain = words
    .filter((word) => word !== '')
    .join('-')
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replaceAll(/\.{2,}/g, '-')
    .replaceAll(/-{2,}/g, '-');
  const trimmed = [...plain]
    .slice(0, mostLetters)
    .join('')
    .replaceAll(/^[.-]+|[.-]+$/g, '');
  const base = trimmed === '' ? 'file' : trimmed;
  return `${device.test(base.split('.')[0]!) ? `_${base}` : base}.${extension}`;
}
