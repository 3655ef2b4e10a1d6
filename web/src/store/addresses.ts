const own = new Map<string, Blob>();

/** An address of this page for a file of this page. The security policy lets pictures and players load it, but not scripts: `load` reads it without a request. */
export function addressOf(blob: Blob): string {
  const url = URL.createObjectURL(blob);
  own.set(url, blob);
  return url;
}

/** What lies at an address of this page or of the server; throws when it is not there. */
export async function load(url: string): Promise<Blob> {
  const here = own.get(url);
  if (here) return here;
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status} for a file`);
  return response.blob();
}
