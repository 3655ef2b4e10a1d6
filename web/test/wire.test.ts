import assert from "node:assert/strict";
import { test } from "node:test";
import { transcriptText } from "../src/export.ts";
import { en } from "../src/i18n/en.ts";
import type { Incoming } from "../src/store/timeline.ts";
import { read, withoutDefinitions } from "../src/wire.ts";

test("read: an answer with citations, failures and suggestions", () => {
  const incoming = read({
    type: "message", id: "b1", replyToId: "a1", from: { role: "bot" }, text: "You owe £5 [1].\n\n[1]: cite:1 \"invoice.png\"", suggestedActions: { actions: [{ type: "imBack", title: "When?", value: "When?" }] },
    channelData: { answer: { found: true, model: "quotes", language: "en", citations: [{ n: 1, kind: "image", source: "invoice.png", quote: "£5", attachmentId: "f", box: [1, 2, 3, 4], supported: true }],
      failures: [{ source: "a.heic", problem: "unsupported", detail: "HEIC", retryable: false }], failure: { problem: "modelTimedOut", turnId: "t", retryable: true } } },
  });
  assert.equal(incoming?.kind, "answer");
  const message = (incoming as Extract<Incoming, { kind: "answer" }>).message;
  assert.equal(message.text, "You owe £5 [1].");
  assert.deepEqual(message.citations[0]!.box, { x0: 1, y0: 2, x1: 3, y1: 4 });
  assert.equal(message.unread[0]!.problem, "Unsupported");
  assert.deepEqual(message.failure, { problem: "ModelTimedOut", turnId: "t", retryable: true });
  assert.deepEqual(message.suggestions, ["When?"]);
});

test("read: progress, growth, stopped, and what is not shown", () => {
  const typing = (channelData: Record<string, unknown>, text?: string) => read({ type: "typing", replyToId: "a1", from: { role: "bot" }, text, channelData });
  assert.deepEqual(typing({ streamType: "informative", progress: { stage: "listening", done: 80, total: 185 } }), { kind: "progress", replyTo: "a1", progress: { stage: "Listening", done: 80, total: 185, subject: undefined } });
  assert.deepEqual(typing({ streamType: "streaming" }, "You"), { kind: "growth", replyTo: "a1", text: "You" });
  assert.deepEqual(typing({ streamType: "final", stopped: true }), { kind: "stopped", replyTo: "a1" });
  assert.equal(read({ type: "conversationUpdate" }), null);
  assert.equal(typing({}), null);
});

test("withoutDefinitions: only those of Web Chat's citations", () => {
  assert.equal(withoutDefinitions("a [1]\n\n[1]: cite:1 \"x\"\n[2]: cite:2 \"y\""), "a [1]");
  assert.equal(withoutDefinitions("[x]: http://a"), "[x]: http://a");
});

test("transcriptText: turns, files and sources", () => {
  const text = transcriptText("T", [
    { role: "user", id: "c", text: "hello", at: "", delivery: "sent", files: [{ id: "f", name: "a.png", type: "image/png" }] },
    { role: "assistant", id: "b", text: "Five [1].", at: "", found: true, unread: [], suggestions: [], citations: [{ n: 1, kind: "image", source: "a.png", quote: "5", supported: true }] },
  ], en);
  assert.equal(text, "# T\n\n## You\n\n[a.png]\n\nhello\n\n## Assistant\n\nFive [1].\n\n[1] a.png, picture: 5\n");
});
