/** The time of day, read twice a second while something is shown that changes by it. */
export class Ticking {
  now = $state(Date.now());

  constructor(wanted: () => boolean) {
    $effect(() => {
      if (!wanted()) return;
      this.now = Date.now();
      const timer = setInterval(() => (this.now = Date.now()), 500);
      return () => clearInterval(timer);
    });
  }
}
