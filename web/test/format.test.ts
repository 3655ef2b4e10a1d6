import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../src/i18n/en.ts";
import { bytes, clock, dayGroup, list, statedDay } from "../src/i18n/format.ts";
import { chooseLanguage, chooseLocale } from "../src/i18n/index.ts";
import { placeText, progressText, unreadText } from "../src/i18n/words.ts";
import { zh } from "../src/i18n/zh.ts";

test("clock: minutes and seconds, hours only when there are any, nonsense is zero", () => {
  assert.deepEqual([6, 80, 3723.9, NaN, -3].map(clock), ["0:06", "1:20", "1:02:03", "0:00", "0:00"]);
});

test("bytes: the unit of file managers, one digit below ten", () => {
  assert.equal(bytes(214_300, "en-GB"), "214 kB");
  assert.equal(bytes(1_440_000, "de-DE"), "1,4 MB");
  assert.equal(bytes(999_600, "en-GB"), "1 MB");
});

test("dayGroup: by the calendar day, not by 24 hours", () => {
  const now = new Date(2027, 2, 3, 0, 30);
  const group = (...at: [number, number, number, number]) => dayGroup(new Date(...at).toISOString(), now);
  assert.deepEqual([group(2027, 2, 3, 0), group(2027, 2, 2, 23), group(2027, 1, 24, 1), group(2027, 1, 23, 1)], ["today", "yesterday", "thisWeek", "earlier"]);
});

test("statedDay: as it was said, wherever it is read", () => {
  for (const at of ["2026-06-07T00:00:00+08:00", "2026-06-07T00:00:00-11:00", "2026-06-07T23:59:59+14:00"]) {
    assert.equal(statedDay(at, "en-GB"), "7 June 2026");
    assert.equal(statedDay(at, "zh-CN"), "2026年6月7日");
  }
  assert.equal(statedDay("soon", "en-GB"), "");
});

test("list: in words of both languages", () => {
  assert.equal(list(["a", "b", "c"], en), "a, b and c");
  assert.equal(list(["甲", "乙", "丙"], zh), "甲、乙和丙");
  assert.equal(list([], en), "");
});

test("language and locale: the browser's first that is spoken here", () => {
  assert.equal(chooseLanguage(["fr-FR", "zh-TW", "en"]), "zh");
  assert.equal(chooseLanguage(["fr-FR"]), "en");
  assert.equal(chooseLocale("en", ["fr", "en-GB", "en-US"]), "en-GB");
  assert.equal(chooseLocale("zh", ["en-GB"]), "zh-CN");
});

test("both languages have the same keys, and Chinese texts are Chinese", () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  for (const key of Object.keys(en) as (keyof typeof en)[]) assert.equal(typeof zh[key], typeof en[key], key);
  assert.deepEqual(Object.entries(zh).filter(([, value]) => typeof value === "string" && !/[\u4e00-\u9fff、]/.test(value)), []);
});

test("progress: what is happening and how far it is", () => {
  assert.equal(progressText({ stage: "ReadingPictures", total: 2 }, en), "Reading 2 pictures");
  assert.equal(progressText({ stage: "Listening", done: 80, total: 185 }, en), "Listening, 1:20 of 3:05");
  assert.equal(progressText({ stage: "Searching", total: 14 }, en), "Searching 14 pages");
  assert.equal(progressText({ stage: "Listening" }, zh), "正在听录音");
});

test("place: seconds, page, sheet and cell, or the kind", () => {
  const citation = { n: 1, source: "a", quote: "q", supported: true } as const;
  assert.equal(placeText({ ...citation, kind: "audio", start: 41, end: 46.4 }, en), "0:41 – 0:46");
  assert.equal(placeText({ ...citation, kind: "document", sheet: "Prices", cell: "B7", row: 7 }, en), "Prices, B7");
  assert.equal(placeText({ ...citation, kind: "document", page: 3 }, zh), "第 3 页");
  assert.equal(placeText({ ...citation, kind: "document", heading: "A > B" }, en), "B");
});

test("unread: a recording that took too long says until where it was heard, a silent film that nobody looked at it", () => {
  assert.ok(unreadText({ source: "x", problem: "TimedOut", detail: "1:12:05", retryable: true }, en).includes("until 1:12:05"));
  assert.ok(unreadText({ source: "x", problem: "TimedOut", detail: "1:12:05", retryable: true }, zh).includes("1:12:05"));
  assert.ok(unreadText({ source: "x", problem: "NothingReadable", detail: "video", retryable: false }, en).includes("do not look at the pictures"));
});

test("unread: a picture in a document is named by its place, in the reader's words", () => {
  const unread = (detail: string | undefined, text: typeof en) => unreadText({ source: "x", problem: "PictureNotRead", detail, retryable: false }, text);
  assert.ok(unread("page 3", en).includes("the first on page 3"));
  assert.ok(unread("page 3", zh).includes("第 3 页"));
  assert.ok(unread("slide 2", zh).includes("第 2 张幻灯片"));
  assert.ok(unread("sheet Costs 2026", zh).includes("工作表 Costs 2026"));
  assert.ok(!unread(undefined, en).includes("the first"));
});

test("unread: what a workbook hides is named in the reader's words", () => {
  const unread = (text: typeof en) => unreadText({ source: "x", problem: "Hidden", detail: "sheet Rates; 120 rows of sheet Costs; 1 column of sheet Costs; 2 more", retryable: false }, text);
  assert.ok(unread(en).includes(": sheet Rates, 120 rows of sheet Costs, 1 column of sheet Costs, 2 more."));
  assert.ok(unread(zh).includes("：工作表 Rates、工作表 Costs 的 120 行、工作表 Costs 的 1 列、另外 2 处。"));
});

test("unread: every problem has a sentence of its own, in both languages", () => {
  const problems = ["Empty", "TooLarge", "TooManyPixels", "TooManyPages", "TooManyAttachments", "TooLong", "Unsupported", "Damaged", "PasswordProtected", "NothingReadable", "OnlyHeard", "NotLookedAt", "PictureNotRead", "WorkerFailed", "TimedOut", "DownloadFailed", "AddressRefused", "NotInstalled", "LanguageNotInstalled", "Hidden"];
  for (const text of [en, zh]) assert.equal(new Set(problems.map(problem => unreadText({ source: "x", problem, retryable: false }, text))).size, problems.length);
});
