import assert from "node:assert/strict";
import { test } from "node:test";
import { TooLarge, file } from "../src/directline/http.ts";

test("an answer that is larger than its reader wants is not read", async () => {
  const fetched = globalThis.fetch;
  let cancelled = false;
  const sent = (bytes: number) => new Response(new ReadableStream({ pull: out => { out.enqueue(new Uint8Array(bytes)); out.close(); }, cancel: () => { cancelled = true; } }, { highWaterMark: 0 }), { headers: { "content-length": String(bytes) } });
  try {
    globalThis.fetch = async () => sent(3_000);
    assert.ok(await file("/a", "*/*", { largest: 2_000 }).catch(error => error) instanceof TooLarge);
    assert.equal(cancelled, true);
    assert.equal((await file("/a", "*/*", { largest: 3_000 })).size, 3_000);
  } finally {
    globalThis.fetch = fetched;
  }
});
