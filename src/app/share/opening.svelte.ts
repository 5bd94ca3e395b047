/** What reaches another host. */
interface Reader {
  readText(url: string, signal: AbortSignal): Promise<string>;
}

/** Less than this, in milliseconds, is not worth a word. */
const quietMs = 300;

/** Reads the notebook behind an address while the page says so, and lets a person end that. */
export class Opening {
  /** The address that is read, once it takes a while. */
  url = $state<string | null>(null);
  private controller: AbortController | null = null;

  constructor(private readonly reader: Reader) {}

  /** The text at an address; throws a sentence where it cannot be had, or the person cancelled. */
  async read(url: string): Promise<string> {
    this.cancel();
    const controller = new AbortController();
    this.controller = controller;
    const timer = setTimeout(() => (this.url = url), quietMs);
    try {
      return await this.reader.readText(url, controller.signal);
    } catch (error) {
      throw controller.signal.aborted ? new Error(`${url} was not read: you cancelled it`) : error;
    } finally {
      clearTimeout(timer);
      if (this.controller === controller) this.url = null;
    }
  }

  cancel(): void {
    this.controller?.abort();
    this.controller = null;
    this.url = null;
  }
}
