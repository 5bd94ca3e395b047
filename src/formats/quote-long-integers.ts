const longDigits = /\d{16}/;
const integer = /^-?\d{16,}$/;

/** JSON text with integers beyond 2⁵³ put in quotes, so that parsing keeps every digit. */
export function quoteLongIntegers(text: string): string {
  if (!longDigits.test(text)) return text;
  const parts: string[] = [];
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x2d || isDigit(code)) {
      const end = endOfNumber(text, at);
      const literal = text.slice(at, end);
      if (integer.test(literal) && !Number.isSafeInteger(Number(literal))) {
        parts.push(text.slice(copied, at), '"', literal, '"');
        copied = end;
      }
      at = end;
    } else at++;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at + 1;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code) && code !== 0x2e && code !== 0x2b && code !== 0x2d && (code | 0x20) !== 0x65) break;
  }
  return at;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
