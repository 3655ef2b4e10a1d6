import assert from "node:assert/strict";
import { test } from "node:test";
import { messageText } from "../src/message-text.ts";

test("an empty cell at either end of a pasted table stays, blank lines around it go", () => {
  assert.equal(messageText("\n \nWhat is missing?\n\nItem\tPrice\nChair\t40\nLamp\t\n\n  "), "What is missing?\n\nItem\tPrice\nChair\t40\nLamp\t");
  assert.equal(messageText("\tJan\tFeb\nRent\t5\t6"), "\tJan\tFeb\nRent\t5\t6");
  assert.equal(messageText("  just words \n"), "just words");
  assert.equal(messageText("\t \n"), "");
});
