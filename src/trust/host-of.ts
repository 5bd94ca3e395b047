/** Where a reference of a notebook leads. */
export type Place =
  | { readonly kind: 'relative' }
  /** Needs the person's consent. */
  | { readonly kind: 'remote'; readonly url: string; readonly host: string }
  | { readonly kind: 'refused'; readonly reason: string };

const beside = 'https://beside.invalid/notebook/';

/**
 * Tells a file beside the notebook from a remote one; only https, and http on this machine, may be asked for. It reads
 * a reference as a browser does, which takes `\\host` and ` https:` for addresses.
 */
export function placeOfReference(reference: string): Place {
  const url = addressOf(reference);
  if (url === null) return { kind: 'refused', reason: `${reference} is no address` };
  if (url.origin === new URL(beside).origin && url.username === '') return { kind: 'relative' };
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (url.username !== '' || url.password !== '')
    return { kind: 'refused', reason: `${url.host}: an address with a password is not opened` };
  if (url.protocol === 'https:' || (url.protocol === 'http:' && local)) return { kind: 'remote', url: url.href, host: url.host };
  return { kind: 'refused', reason: `${url.protocol.replace(':', '')} addresses are not opened; use https` };
}

function addressOf(reference: string): URL | null {
  try {
    return new URL(reference, beside);
  } catch {
    return null;
  }
}
