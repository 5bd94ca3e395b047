/** Makes names usable and distinct: trims them, names the empty, numbers the repeated, renames `__proto__`; every change but a trim is noted. */
export function columnNames(raw: readonly string[]): { names: string[]; notes: string[] } {
  const notes: string[] = [];
  const taken = new Set(raw.map((name) => name.trim()));
  const used = new Set<string>();
  const names = raw.map((text, index) => {
    const name = text.trim();
    if (name !== '' && name !== '__proto__' && !used.has(name)) {
      used.add(name);
      return name;
    }
    const stem = name === '' ? `column_${index + 1}` : name === '__proto__' ? 'proto' : `${name}_2`;
    const fresh = freeName(stem, taken);
    taken.add(fresh);
    used.add(fresh);
    notes.push(noteOf(name, fresh, index));
    return fresh;
  });
  return { names, notes };
}

function noteOf(name: string, fresh: string, index: number): string {
  if (name === '') return `column ${index + 1} has no name and is called ${fresh}`;
  if (name === '__proto__') return `column __proto__ is called ${fresh}`;
  return `column name ${name} stands twice; the one in position ${index + 1} is called ${fresh}`;
}

function freeName(stem: string, taken: ReadonlySet<string>): string {
  if (!taken.has(stem)) return stem;
  const base = stem.replace(/_\d+$/, '');
  let number = 2;
  while (taken.has(`${base}_${number}`)) number++;
  return `${base}_${number}`;
}
