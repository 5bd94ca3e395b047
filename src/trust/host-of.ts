/** Where a reference of a notebook leads. */
export type Place =
  | { readonly kind: 'relative' }
  /** Needs the person's consent. */
  | { readonly kind: 'remote'; readonly url: string; readonly host: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Tells a file beside the notebook from a remote one; only https, and http on this machine, may be asked for. */
export function placeOfReference(reference: string): Place {
  if (!/^[a-z][a-z0-9+.-]*:/i.test(reference) && !reference.startsWith('//')) return { kind: 'relative' };
  let url: URL;
  try {
    url = new URL(reference.startsWith('//') ? `https:${reference}` : reference);
  } catch {
    return { kind: 'refused', reason: `${reference} is no address` };
  }
  const local = url.hostname === 'localhost' || url.hostname === '127.0.0.1';
  if (url.username !== '' || url.password !== '')
    return { kind: 'refused', reason: `${url.host}: an address with a password is not opened` };
  if (url.protocol === 'https:' || (url.protocol === 'http:' && local)) return { kind: 'remote', url: url.href, host: url.host };
  return { kind: 'refused', reason: `${url.protocol.replace(':', '')} addresses are not opened; use https` };
}
