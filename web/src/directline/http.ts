import { RequestError } from "./types.ts";

export interface Call { method?: string; token?: string; json?: unknown; signal?: AbortSignal; keepalive?: boolean }

/** One request to our own server; throws RequestError for every answer but 2xx. */
export async function call<T>(url: string, { method = "GET", token, json, signal, keepalive }: Call = {}): Promise<T> {
  const headers: Record<string, string> = { accept: "application/json" };
  if (token) headers.authorization = `Bearer ${token}`;
  if (json !== undefined) headers["content-type"] = "application/json";
  const response = await fetch(url, { method, headers, body: json === undefined ? undefined : JSON.stringify(json), signal, keepalive }).catch(error => {
    throw signal?.aborted ? error : new RequestError(0);
  });
  if (!response.ok) throw await failure(response);
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
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
