/** How a cell is edited: by its form, by its text, or both side by side. */
export type Face = 'form' | 'both' | 'yaml';

export const faces: readonly { readonly face: Face; readonly label: string }[] = [
  { face: 'form', label: 'Form' },
  { face: 'both', label: 'Both' },
  { face: 'yaml', label: 'YAML' },
];

const key = 'assay:face';

/** The face that this person chose last; else both where there is room for them. */
export function readFace(wide: boolean): Face {
  const otherwise: Face = wide ? 'both' : 'form';
  try {
    const kept = localStorage.getItem(key);
    return faces.find(({ face }) => face === kept)?.face ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function keepFace(face: Face): void {
  try {
    localStorage.setItem(key, face);
  } catch {
    // Storage is denied: the choice holds for this page.
  }
}
