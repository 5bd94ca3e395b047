/** Characters that change what code looks like without being seen: directions of writing, joiners, blanks of no width. */
const unseen = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2028\u2029]/g;

/** Code as it is shown before it is allowed: what would not be seen stands by its number. */
export function visibleCode(code: string): string {
  return code.replace(unseen, (character) => `[U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}
