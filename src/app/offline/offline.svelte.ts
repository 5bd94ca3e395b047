import type { TrustedScripts } from '../trusted-scripts.ts';

/** A page that stays open asks for a newer version so often at most. */
const checkMs = 3_600_000;

/** The service worker from the page's side: keeps the page for use without a network, and tells of a newer version. */
export class Offline {
  /** Whether a newer version is here; it is shown only after a reload that the reader asks for. */
  newer = $state(false);
  /** The address of the page's own script, which tells what version the page is of. */
  private readonly entry = document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '';
  private registration: ServiceWorkerRegistration | null = null;
  private checked = Date.now();

  constructor(
    private readonly container: ServiceWorkerContainer,
    private readonly scripts: TrustedScripts,
  ) {}

  /** Starts the service worker; returns what stops the looking for newer versions. */
  start(): () => void {
    const look = (): void => void this.look();
    const refresh = (): void => this.refresh();
    this.container.addEventListener('controllerchange', look);
    document.addEventListener('visibilitychange', refresh);
    void this.register();
    return () => {
      this.container.removeEventListener('controllerchange', look);
      document.removeEventListener('visibilitychange', refresh);
    };
  }

  /** Lets the newer version take over, and shows it. */
  async reload(): Promise<void> {
    const waiting = this.registration?.waiting;
    if (waiting) {
      const taken = new Promise((resolve) => this.container.addEventListener('controllerchange', resolve, { once: true }));
      waiting.postMessage({ assay: 'take over' });
      await taken;
    }
    location.reload();
  }

  private async register(): Promise<void> {
    try {
      const url = this.scripts.createScriptURL(new URL('service.js', document.baseURI).href);
      this.registration = await this.container.register(url, { updateViaCache: 'none' });
    } catch {
      // A browser or a host that allows none: the page works, with a network.
      return;
    }
    const registration = this.registration as ServiceWorkerRegistration | null | undefined;
    // Where service workers are blocked, some browsers register nothing and say nothing.
    if (registration === null || registration === undefined) return;
    const watch = (): void => registration.installing?.addEventListener('statechange', () => void this.look());
    registration.addEventListener('updatefound', watch);
    watch();
    await this.look();
  }

  /** Asks the version that waits, or else the one that serves, whether the page is of it. */
  private async look(): Promise<void> {
    const worker = this.registration?.waiting ?? this.registration?.active;
    if (!worker) return;
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise<{ readonly same: boolean }>((resolve) => {
      port1.onmessage = ({ data }: MessageEvent<{ readonly same: boolean }>) => resolve(data);
    });
    worker.postMessage({ assay: 'here', entry: this.entry }, [port2]);
    this.newer = !(await answer).same;
    port1.close();
  }

  private refresh(): void {
    if (document.visibilityState !== 'visible' || Date.now() - this.checked < checkMs) return;
    this.checked = Date.now();
    void this.registration?.update().catch(() => undefined);
  }
}
