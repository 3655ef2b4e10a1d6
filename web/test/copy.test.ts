import assert from "node:assert/strict";
import { test } from "node:test";
import { copyText } from "../src/copy.ts";

/** A browser's document whose old way of copying answers so. */
async function inPage<T>(clipboard: unknown, command: () => boolean, body: (copied: string[]) => Promise<T>): Promise<T> {
  const copied: string[] = [];
  const field = { value: "", style: {}, setAttribute() {}, select() {}, remove() { copied.push(`removed ${field.value}`); } };
  const active = { focus() { copied.push("focus"); } };
  const before = new Map(["navigator", "document"].map(name => [name, Object.getOwnPropertyDescriptor(globalThis, name)]));
  Object.defineProperty(globalThis, "navigator", { value: { clipboard }, configurable: true });
  Object.defineProperty(globalThis, "document", { value: { activeElement: active, createElement: () => field, body: { append() {} }, execCommand: command }, configurable: true });
  try {
    return await body(copied);
  } finally {
    for (const [name, value] of before) value ? Object.defineProperty(globalThis, name, value) : delete (globalThis as Record<string, unknown>)[name];
  }
}

test("copyText: by the clipboard where there is one", () => {
  const written: string[] = [];
  return inPage({ writeText: async (text: string) => { written.push(text); } }, () => { throw new Error("not asked"); }, async () => {
    assert.equal(await copyText("42"), true);
    assert.deepEqual(written, ["42"]);
  });
});

test("copyText: by a selection over plain http, and where the clipboard is refused; the focus comes back", async () => {
  for (const clipboard of [undefined, { writeText: async () => { throw new Error("denied"); } }])
    await inPage(clipboard, () => true, async log => {
      assert.equal(await copyText("42"), true);
      assert.deepEqual(log, ["removed 42", "focus"]);
    });
});

test("copyText: says so when the browser allows neither", async () => {
  await inPage(undefined, () => false, async () => assert.equal(await copyText("42"), false));
  await inPage(undefined, () => { throw new Error("forbidden"); }, async () => assert.equal(await copyText("42"), false));
});
