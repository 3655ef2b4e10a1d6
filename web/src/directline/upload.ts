import { retryAfter } from "./http.ts";
import { Patience } from "./patience.ts";
import { RequestError } from "./types.ts";

/** `patience`: milliseconds in which a part must go out; once all have, storing them may take five times as long. */
export interface Upload { url: string; token?: string; form: FormData; signal?: AbortSignal; progress: (fraction: number) => void; patience?: number }

/** Sends a form with progress, which fetch cannot report. */
export function upload<T>({ url, token, form, signal, progress, patience = 120_000 }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(new DOMException("Aborted", "AbortError"));
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "text";
    if (token) request.setRequestHeader("authorization", `Bearer ${token}`);
    const waiting = new Patience(patience);
    waiting.signal.addEventListener("abort", () => request.abort());
    request.upload.onprogress = event => {
      waiting.heard();
      if (event.lengthComputable) progress(event.loaded / event.total);
    };
    request.upload.onload = () => waiting.heard(5 * patience);
    request.onloadend = () => waiting.end();
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve((request.responseText ? JSON.parse(request.responseText) : undefined) as T);
      else reject(new RequestError(request.status, retryAfter(request.getResponseHeader("retry-after")), request.responseText.slice(0, 500)));
    };
    request.onerror = () => reject(new RequestError(0));
    request.onabort = () => reject(waiting.signal.aborted ? new RequestError(0) : new DOMException("Aborted", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
