import { RequestError } from "./types.ts";

export interface Call { method?: string; token?: string; json?: unknown; signal?: AbortSignal; keepalive?: boolean }

/** One request to our own server; throws RequestError for every answer but 2xx. */
export async function call<T>(url: string, how: Call = {}): Promise<T> {
  const text = await (await respond(url, "application/json", how)).text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** As `call`, for sound: all of it, or RequestError(0) when it breaks off. */
export async function sound(url: string, how: Call = {}): Promise<Blob> {
  const response = await respond(url, "audio/wav", how);
  return response.blob().catch(error => { throw how.signal?.aborted ? error : new RequestError(0); });
}

async function respond(url: string, accept: string, { method = "GET", token, json, signal, keepalive }: Call): Promise<Response> {
  const headers: Record<string, string> = { accept };
  if (token) headers.authorization = `Bearer ${token}`;
  if (json !== undefined) headers["content-type"] = "application/json";
  const response = await fetch(url, { method, headers, body: json === undefined ? undefined : JSON.stringify(json), signal, keepalive }).catch(error => {
    throw signal?.aborted ? error : new RequestError(0);
  });
  if (!response.ok) throw await failure(response);
  return response;
}

async function failure(response: Response): Promise<RequestError> {
  const body = await response.text().catch(() => "");
  return new RequestError(response.status, retryAfter(response.headers.get("retry-after")), body.slice(0, 500));
}

/** Milliseconds from a Retry-After header in seconds; undefined when it says nothing usable. */
export function retryAfter(header: string | null): number | undefined {
  const seconds = Number(header);
  return header && Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
