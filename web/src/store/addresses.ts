import { file } from "../directline/http.ts";

const own = new Map<string, Blob>();

/** An address of this page for a file of this page. The security policy lets pictures and players load it, but not scripts: `load` reads it without a request. */
export function addressOf(blob: Blob): string {
  const url = URL.createObjectURL(blob);
  own.set(url, blob);
  return url;
}

/** What lies at an address of this page or of the server, which may have to draw it first; throws when it is not there, or larger than its reader wants. */
export async function load(url: string, largest?: number): Promise<Blob> { return own.get(url) ?? file(url, "*/*", { patience: 120_000, largest }); }
