import assert from "node:assert/strict";
import { test } from "node:test";
import { newId } from "../src/ids.ts";

test("ids are there where the page has no secure context, and no two are alike", () => {
  const whole = Object.getOwnPropertyDescriptor(globalThis, "crypto")!;
  const random = crypto.getRandomValues.bind(crypto);
  assert.ok(/^[0-9a-f-]{36}$/.test(newId()));
  Object.defineProperty(globalThis, "crypto", { value: { getRandomValues: random }, configurable: true });
  try {
    const ids = Array.from({ length: 100 }, newId);
    assert.equal(new Set(ids).size, 100);
    assert.ok(ids.every((id) => /^[0-9a-f]{32}$/.test(id)));
  } finally {
    Object.defineProperty(globalThis, "crypto", whole);
  }
});
