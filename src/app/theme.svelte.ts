const key = 'assay theme';

/** Light or dark, as the system says or as the person chose. */
export class Theme {
  private chosen = $state<'light' | 'dark' | null>(null);
  private system = $state<'light' | 'dark'>('light');
  readonly now: 'light' | 'dark' = $derived(this.chosen ?? this.system);

  constructor() {
    const query = matchMedia('(prefers-color-scheme: dark)');
    this.system = query.matches ? 'dark' : 'light';
    query.addEventListener('change', () => (this.system = query.matches ? 'dark' : 'light'));
    const kept = localStorageValue();
    if (kept === 'light' || kept === 'dark') this.chosen = kept;
    this.apply();
  }

  toggle(): void {
    const next = this.now === 'dark' ? 'light' : 'dark';
    this.chosen = next === this.system ? null : next;
    try {
      if (this.chosen === null) localStorage.removeItem(key);
      else localStorage.setItem(key, this.chosen);
    } catch {
      // The choice then lasts as long as the page.
    }
    this.apply();
  }

  private apply(): void {
    document.documentElement.style.colorScheme = this.chosen ?? 'light dark';
  }
}

function localStorageValue(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
