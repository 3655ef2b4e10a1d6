import assert from "node:assert/strict";
import { test } from "node:test";
import { closeFence, splitBlocks } from "../src/markdown/blocks.ts";
import { beginning, finishedSentences, plain, splitCitations } from "../src/markdown/citations.ts";
import { DrawingPace } from "../src/markdown/pace.ts";

const known = new Set([1, 2, 12]);

test("citations: known numbers become sources, others stay text", () => {
  assert.deepEqual(splitCitations("You owe £5 [1], not [7].", known), [{ text: "You owe £5" }, { n: 1 }, { text: ", not [7]." }]);
});

test("citations: several in one bracket, side by side, and in Chinese brackets", () => {
  assert.deepEqual(splitCitations("a [1][2] b [1, 12]", known), [{ text: "a" }, { n: 1 }, { n: 2 }, { text: " b" }, { n: 1 }, { n: 12 }]);
  assert.deepEqual(splitCitations("应付 5 元【1】。", known), [{ text: "应付 5 元" }, { n: 1 }, { text: "。" }]);
});

test("blocks: a growing text changes its last block only", () => {
  const first = splitBlocks("One.\n\n- a\n- b\n\nThree");
  const later = splitBlocks("One.\n\n- a\n- b\n\nThree and more");
  assert.deepEqual(first.slice(0, 2), later.slice(0, 2));
  assert.equal(first.length, 3);
});

test("blocks: an unfinished code block is closed, a finished one left alone", () => {
  assert.equal(closeFence("```js\nlet a"), "```js\nlet a\n```");
  assert.equal(closeFence("```js\nlet a\n```"), "```js\nlet a\n```");
  assert.equal(closeFence("````\n```"), "````\n```\n````");
});

test("plain: words without marks or numbers of sources", () => {
  assert.equal(plain("You owe **£5** [1]."), "You owe £5.");
  assert.equal(plain("## Title\n- see [here](http://x)"), "Title\nsee here");
});

test("finished sentences: up to the last mark that is followed by something", () => {
  assert.equal(finishedSentences("It is £5.20 in all. It was pai"), "It is £5.20 in all.");
  assert.equal(finishedSentences("一共五元。已经付"), "一共五元。");
  assert.equal(finishedSentences("Not yet"), "");
});

test("beginning: whole sentences, else words, and all of what is short", () => {
  assert.equal(beginning("It is paid. It was late.", 30), "It is paid. It was late.");
  assert.equal(beginning("It is paid. It was late.", 20), "It is paid.");
  assert.equal(beginning("一共五元。已经付清了。", 8), "一共五元。");
  assert.equal(beginning("Chair 40\nLamp 25\nTable 90", 20), "Chair 40\nLamp 25");
});

test("pace: what is drawn quickly is drawn at once, what takes long leaves four fifths of the time", () => {
  const pace = new DrawingPace();
  assert.equal(pace.wait(1000), 0);
  pace.drew(1000, 1002);
  assert.deepEqual([pace.wait(1002), pace.wait(1010)], [8, 0]);
  pace.drew(2000, 2050);
  assert.deepEqual([pace.wait(2050), pace.wait(2249), pace.wait(2250)], [200, 1, 0]);
});

test("plain: what was escaped is read as it was written, a document's own [1] too", () => {
  assert.equal(plain("The lease says \\[1] and 2 \\* 3 [2]."), "The lease says [1] and 2 * 3.");
});

test("render: an escaped bracket is no source", async () => {
  const { toHtml } = await import("../src/markdown/render.ts");
  assert.equal(toHtml("as shown in \\[1] of it [2]").trim(), "<p>as shown in [<wbr>1] of it [2]</p>");
});
