const place = 'assay issues';

/** Where issues go, remembered by this browser; nothing is sent there before a person presses the link. */
export class IssueSettings {
  private address = $state(read());

  get repository(): string {
    return this.address;
  }
  set repository(address: string) {
    this.address = address;
    try {
      localStorage.setItem(place, address);
    } catch {
      // Where nothing may be stored the address holds for this page.
    }
  }
}

function read(): string {
  try {
    return localStorage.getItem(place) ?? '';
  } catch {
    return '';
  }
}
