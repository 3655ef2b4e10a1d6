import { retryAfter } from "./http.ts";
import { RequestError } from "./types.ts";

export interface Upload { url: string; token?: string; form: FormData; signal?: AbortSignal; progress: (fraction: number) => void }

/** Sends a form with progress, which fetch cannot report. */
export function upload<T>({ url, token, form, signal, progress }: Upload): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "text";
    if (token) request.setRequestHeader("authorization", `Bearer ${token}`);
    request.upload.onprogress = event => { if (event.lengthComputable) progress(event.loaded / event.total); };
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve((request.responseText ? JSON.parse(request.responseText) : undefined) as T);
      else reject(new RequestError(request.status, retryAfter(request.getResponseHeader("retry-after")), request.responseText.slice(0, 500)));
    };
    request.onerror = () => reject(new RequestError(0));
    request.onabort = () => reject(new DOMException("Aborted", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    if (signal?.aborted) return reject(new DOMException("Aborted", "AbortError"));
    request.send(form);
  });
}
