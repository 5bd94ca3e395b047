const place = 'assay keys';

/** What a person chose about keys, remembered by this browser. */
export class KeySettings {
  private on = $state(read() !== 'no letters');

  /** Whether single letters do something. Those who speak to their computer switch them off. */
  get letters(): boolean {
    return this.on;
  }
  set letters(on: boolean) {
    this.on = on;
    try {
      localStorage.setItem(place, on ? 'letters' : 'no letters');
    } catch {
      // Where nothing may be stored the choice holds for this page.
    }
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(place);
  } catch {
    return null;
  }
}
