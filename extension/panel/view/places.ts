/** The name of a file in an address, as its folder shows it. */
export function fileOfUri(uri: string): string {
  const last = uri.split(/[?#]/)[0]?.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    // An address may carry a `%` that encodes nothing: then it is shown as it stands.
    return last;
  }
}
