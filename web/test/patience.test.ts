import assert from "node:assert/strict";
import { test } from "node:test";
import { Access } from "../src/directline/access.ts";
import { call, file } from "../src/directline/http.ts";
import { Patience } from "../src/directline/patience.ts";
import { RequestError } from "../src/directline/types.ts";
import { upload } from "../src/directline/upload.ts";

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const status = (request: Promise<unknown>) => request.then(() => "answered", error => (error instanceof RequestError ? error.status : (error as Error).name));

/** The network: what it answers, or nothing until the request is broken off. */
async function over<T>(answer: (signal: AbortSignal) => Response | undefined, body: () => Promise<T>): Promise<T> {
  const before = globalThis.fetch;
  globalThis.fetch = ((_: string, { signal }: RequestInit) => new Promise((resolve, reject) => {
    signal!.addEventListener("abort", () => reject(signal!.reason));
    const response = answer(signal!);
    if (response) resolve(response);
  })) as typeof fetch;
  try {
    return await body();
  } finally {
    globalThis.fetch = before;
  }
}

/** Text that comes piece after piece, so many milliseconds apart; with a signal it does not end until that does. */
function slow(pieces: string[], ms: number, ends?: AbortSignal): Response {
  const body = new ReadableStream<Uint8Array>({
    async start(out) {
      ends?.addEventListener("abort", () => out.error(ends.reason));
      for (const piece of pieces) { await wait(ms); out.enqueue(new TextEncoder().encode(piece)); }
      if (!ends) out.close();
    },
  });
  return new Response(body, { headers: { "content-type": "audio/wav" } });
}

test("a request on a dead connection is given up as one that did not reach the server", () => over(() => undefined, async () => {
  assert.equal(await status(call("/x", { patience: 20 })), 0);
  assert.equal(await status(file("/x", "*/*", { patience: 20 })), 0);
}));

test("an answer may take as long as it likes while something of it comes, and no longer", async () => {
  await over(() => slow(["[1,", "2,", "3,", "4]"], 60), async () => assert.deepEqual(await call("/x", { patience: 150 }), [1, 2, 3, 4]));
  await over(signal => slow(["[1,"], 10, signal), async () => assert.equal(await status(call("/x", { patience: 60 })), 0));
  await over(() => slow(["sound"], 1), async () => {
    const whole = await file("/x", "audio/wav", { patience: 100 });
    assert.deepEqual([whole.type, await whole.text()], ["audio/wav", "sound"]);
  });
});

test("when the network changes, requests in flight are given up at once, and what only reads is asked for again", () => {
  let asked = 0;
  return over(() => (asked++ < 2 ? undefined : new Response("[1]")), async () => {
    const [began, both] = [Date.now(), [status(call("/x", { method: "POST" })), call("/x")]];
    await wait(5);
    Patience.doubt(0, 20);
    assert.deepEqual(await Promise.all(both), [0, [1]]);
    assert.ok(Date.now() - began < 5000);
  });
});

test("a request that is heard stays, whatever the network does, and one that was just heard is not doubted", async () => {
  await over(() => slow(["[1,", "2,", "3]"], 30), async () => {
    const whole = call("/x", { patience: 1000 });
    await wait(5);
    Patience.doubt(0, 60);
    assert.deepEqual(await whole, [1, 2, 3]);
  });
  await over(() => undefined, async () => {
    const [began, one] = [Date.now(), status(call("/x", { patience: 150 }))];
    Patience.doubt(10_000, 1);
    assert.equal(await one, 0);
    assert.ok(Date.now() - began >= 140);
  });
});

test("a request that the person ends is no failure of the connection", () => over(() => undefined, async () => {
  assert.equal(await status(call("/x", { signal: AbortSignal.timeout(10), patience: 5000 })), "TimeoutError");
}));

test("who waits for a session that is never given is told, and the next may ask again", () => {
  let asked = 0;
  return over(() => (asked++ === 0 ? undefined : new Response('{"userId":"u","token":"t","expires_in":60}')), async () => {
    const access = new Access(async () => "", "/session", 20);
    assert.deepEqual(await Promise.all([access.token(), access.userId()].map(status)), [0, 0]);
    assert.equal(await access.token(), "t");
  });
});

class SilentUpload {
  upload: { onprogress?: (event: object) => void } = {};
  onabort?: () => void;
  onloadend?: () => void;
  open() {}
  send() { for (const [i, ms] of [30, 60, 90].entries()) setTimeout(() => this.upload.onprogress!({ lengthComputable: true, loaded: i + 1, total: 4 }), ms); }
  abort() { this.onabort!(); this.onloadend!(); }
}

test("an upload that goes on is waited for, one that stands still is given up to be sent again", async () => {
  const before = globalThis.XMLHttpRequest;
  Object.defineProperty(globalThis, "XMLHttpRequest", { value: SilentUpload, configurable: true, writable: true });
  try {
    const seen: number[] = [];
    assert.equal(await status(upload({ url: "/x", form: new FormData(), progress: part => seen.push(part), patience: 60 })), 0);
    assert.deepEqual(seen, [0.25, 0.5, 0.75]);
    assert.equal(await status(upload({ url: "/x", form: new FormData(), progress: () => {}, signal: AbortSignal.timeout(5), patience: 5000 })), "AbortError");
  } finally {
    globalThis.XMLHttpRequest = before;
  }
});

test("an empty answer is one, though Chromium gives it a body", () => over(() => Object.defineProperty(new Response(null, { status: 204 }), "body", { value: new ReadableStream({ start: out => out.close() }) }), async () => {
  assert.equal(await status(call("/x", { method: "DELETE" })), "answered");
}));
