import assert from "node:assert/strict";
import { test } from "node:test";
import { backoff } from "../src/directline/backoff.ts";
import { retryAfter } from "../src/directline/http.ts";
import { socketUrl } from "../src/directline/stream.ts";
import { en } from "../src/i18n/en.ts";
import { zh } from "../src/i18n/zh.ts";
import type { UserMessage } from "../src/model.ts";
import { firstProgress } from "../src/store/guess.ts";
import { admit, toldApart } from "../src/store/file-limits.ts";
import { LocalStore } from "../src/store/local-store.ts";

const message: UserMessage = { role: "user", id: "c1", text: "hello", files: [], at: "2027-03-01T10:00:00Z", delivery: "sending" };

class MapStorage {
  readonly items = new Map<string, string>();
  getItem(key: string) { return this.items.get(key) ?? null; }
  setItem(key: string, value: string) { this.items.set(key, value); }
  removeItem(key: string) { this.items.delete(key); }
}

test("local store: outbox and drafts survive, each message once, and are forgotten when done", () => {
  const storage = new MapStorage();
  const local = new LocalStore(storage);
  local.keep({ conversation: null, message });
  local.keep({ conversation: "k", message });
  local.setDraft("k", "half a sent");
  const again = new LocalStore(storage);
  assert.deepEqual(again.outbox, [{ conversation: "k", message }]);
  assert.equal(again.draft("k"), "half a sent");
  again.forget("c1");
  again.setDraft("k", "");
  assert.equal(storage.items.size, 0);
});

test("local store: storage that throws costs what it would have kept only", () => {
  const broken = new LocalStore({ getItem() { throw new Error("denied"); }, setItem() { throw new Error("full"); }, removeItem() { throw new Error("denied"); } });
  broken.setDraft("new", "x");
  assert.equal(broken.draft("new"), "");
  assert.deepEqual(broken.settings, {});
});

test("admit: empty, too large and too many are said by name, the rest is taken", () => {
  const file = (name: string, size: number) => ({ name, size }) as File;
  const { accepted, problems } = admit([file("a.png", 5), file("b.png", 0), file("c.mp4", 2_000_000), file("d.png", 5), file("e.png", 5)], 0, { maxFileBytes: 1_000_000, maxRecordingBytes: 1_000_000, maxFiles: 2 }, en, "en");
  assert.deepEqual(accepted.map(each => each.name), ["a.png", "d.png"]);
  assert.deepEqual(problems, ["b.png is empty (0 bytes). Choose another file.", "c.mp4 is larger than 1 MB. Choose a smaller file.", "At most 2 files go with one message. Not added: e.png."]);
});

test("admit: a recording may be larger than another file", () => {
  const file = (name: string, size: number) => ({ name, size }) as File;
  const { accepted, problems } = admit([file("hour.WAV", 600), file("day.flac", 2000), file("film.mp4", 600)], 0, { maxFileBytes: 500, maxRecordingBytes: 1000, maxFiles: 9 }, en, "en");
  assert.deepEqual(accepted.map(each => each.name), ["hour.WAV"]);
  assert.deepEqual(problems.map(each => each.split(" ")[0]), ["day.flac", "film.mp4"]);
});

test("admit: of hundreds too many the first ten are named", () => {
  const files = Array.from({ length: 13 }, (_, i) => ({ name: `${i}.png`, size: 5 }) as File);
  const said = (locale: "en" | "zh") => admit(files, 2, { maxFileBytes: 10, maxRecordingBytes: 10, maxFiles: 3 }, { en, zh }[locale], locale).problems;
  assert.deepEqual(said("en"), ["At most 3 files go with one message. Not added: 1.png, 2.png, 3.png, 4.png, 5.png, 6.png, 7.png, 8.png, 9.png, 10.png and 2 more."]);
  assert.deepEqual(said("zh"), ["一条消息最多带 3 个文件。未添加：1.png、2.png、3.png、4.png、5.png、6.png、7.png、8.png、9.png、10.png和另外 2 个。"]);
});

test("toldApart: no two files of a message have one name, whatever was taken out before", () => {
  const names = (...given: string[]) => toldApart(given.map(name => ({ name }))).map(each => each.name);
  assert.deepEqual(names("image.png", "image.png", "scan.pdf", "scan.pdf", "notes", "notes", ""), ["image.png", "image-2.png", "scan.pdf", "scan-2.pdf", "notes", "notes-2", "file"]);
  // The first of two was taken out, and a third pasted.
  assert.deepEqual(names("image-2.png", "image.png", "image.png"), ["image-2.png", "image.png", "image-3.png"]);
});

test("backoff: doubles to 15 seconds, less a fifth at most", () => {
  assert.deepEqual([0, 1, 4, 5, 50].map(attempt => backoff(attempt, () => 0)), [500, 1000, 8000, 15_000, 15_000]);
  assert.equal(backoff(1, () => 1), 800);
});

test("retryAfter: seconds to milliseconds", () => {
  assert.deepEqual([retryAfter("2"), retryAfter(null), retryAfter("Wed, 21 Oct 2026 07:28:00 GMT")], [2000, undefined, undefined]);
});

test("socketUrl: the host that the page came from, encrypted when the page is", () => {
  assert.equal(socketUrl("ws://10.0.0.5:8080/stream?t=1", "https://chat.example/"), "wss://chat.example/stream?t=1");
  assert.equal(socketUrl("/stream?t=1", "http://127.0.0.1:5000/"), "ws://127.0.0.1:5000/stream?t=1");
});

test("first progress: from what was attached", () => {
  const file = (type: string, name = "a") => ({ id: "1", name, type });
  assert.deepEqual(firstProgress({ files: [file("image/png"), file("image/jpeg")] }), { stage: "ReadingPictures", total: 2 });
  assert.deepEqual(firstProgress({ files: [file("audio/webm")] }), { stage: "Listening" });
  assert.deepEqual(firstProgress({ files: [file("text/plain", "b.txt")] }), { stage: "ReadingDocuments", subject: "b.txt" });
  assert.deepEqual(firstProgress({ files: [] }), { stage: "Searching" });
});
