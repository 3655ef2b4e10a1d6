import { Patience } from "./patience.ts";
import { RequestError } from "./types.ts";

/** `patience`: milliseconds in which something must be heard, then again until the answer is whole. `largest`: bytes of an answer that is read at all. */
export interface Call { method?: string; token?: string; json?: unknown; signal?: AbortSignal; keepalive?: boolean; patience?: number; largest?: number }

/** The answer has more bytes than its reader wants: none of them was read. */
export class TooLarge extends Error {}

/** One request to our own server; throws RequestError for every answer but 2xx, and RequestError(0) when there is none or it breaks off. What only reads is asked for again when the network changed meanwhile. */
export async function call<T>(url: string, how: Call = {}): Promise<T> {
  const text = await request(url, "application/json", how, response => response.text());
  return (text ? JSON.parse(text) : undefined) as T;
}

/** As `call`, for what is no JSON. */
export function file(url: string, accept: string, how: Call = {}): Promise<Blob> {
  return request(url, accept, how, response => response.blob());
}

async function request<T>(url: string, accept: string, how: Call, read: (response: Response) => Promise<T>): Promise<T> {
  const { method = "GET", token, json, signal, keepalive, patience = 30_000 } = how;
  const headers: Record<string, string> = { accept };
  if (token) headers.authorization = `Bearer ${token}`;
  if (json !== undefined) headers["content-type"] = "application/json";
  const waiting = new Patience(patience);
  try {
    const response = await fetch(url, { method, headers, body: json === undefined ? undefined : JSON.stringify(json), signal: AbortSignal.any([waiting.signal, ...(signal ? [signal] : [])]), keepalive });
    if (!response.ok) throw await failure(response);
    if (Number(response.headers.get("content-length")) > (how.largest ?? Infinity)) {
      await response.body?.cancel();
      throw new TooLarge();
    }
    return await read(heard(response, waiting));
  } catch (error) {
    if (signal?.aborted || error instanceof RequestError || error instanceof TooLarge) throw error;
    if (method !== "GET" || !waiting.isLeftBehind) throw new RequestError(0);
  } finally {
    waiting.end();
  }
  return request(url, accept, how, read);
}

/** The response, which tells of every piece that comes. */
function heard(response: Response, waiting: Patience): Response {
  // Chromium gives an empty answer a body, which a response that is made for it may not have.
  if (!response.body || response.status === 204) return response;
  const pieces = new TransformStream<Uint8Array, Uint8Array>({ transform: (piece, out) => { waiting.heard(); out.enqueue(piece); } });
  return new Response(response.body.pipeThrough(pieces), response);
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
