import assert from "node:assert/strict";
import { test } from "node:test";
import type { Episode, Fact } from "../src/memory-api.ts";
import { en } from "../src/i18n/en.ts";
import { zh } from "../src/i18n/zh.ts";
import { continues, factGroups } from "../src/store/fact-groups.ts";
import { Forgetting } from "../src/store/forgetting.ts";

const fact = (id: string, subject: string, value: string, holds: boolean, learntAt = "2026-01-01T00:00:00Z"): Fact => ({ id, subject, label: subject, value, holds, learntAt, quote: `I said ${value}` });

test("factGroups: values of one thing stand together, what is so now first, the newest of what was next", () => {
  const groups = factGroups([fact("1", "home", "Oslo", false, "2025-01-01T00:00:00Z"), fact("2", "pet", "Rex", true), fact("3", "home", "Lund", false, "2025-06-01T00:00:00Z"), fact("4", "home", "Bergen", true)], "");
  assert.deepEqual(groups.map(group => group.map(each => each.value)), [["Bergen", "Lund", "Oslo"], ["Rex"]]);
});

test("factGroups: finds by name, value and words, whatever the case", () => {
  const facts = [fact("1", "home", "Bergen", true), fact("2", "pet", "Rex", true)];
  assert.deepEqual(factGroups(facts, " BERG ").flat().map(each => each.id), ["1"]);
  assert.deepEqual(factGroups(facts, "said rex").flat().map(each => each.id), ["2"]);
  assert.deepEqual(factGroups(facts, "walrus"), []);
});

test("continues: only what was said in the same conversation on the same day", () => {
  const said = (at: string, conversation?: string): Episode => ({ id: at, at, speaker: "user", source: "user", text: "", conversation: conversation ? { id: conversation, title: "" } : undefined });
  assert.ok(continues(said("2026-01-01T12:00:00Z", "a"), said("2026-01-01T11:59:00Z", "a")));
  assert.ok(!continues(said("2026-01-03T12:00:00Z", "a"), said("2026-01-01T12:00:00Z", "a")));
  assert.ok(!continues(said("2026-01-01T12:00:00Z", "a"), said("2026-01-01T12:00:00Z", "b")));
  assert.ok(!continues(said("2026-01-01T12:00:00Z"), said("2026-01-01T12:00:00Z")));
  assert.ok(!continues(undefined, said("2026-01-01T12:00:00Z", "a")));
});

test("Forgetting: acts after a while, once, and not when it was undone", async () => {
  const done: string[] = [];
  const forgetting = new Forgetting(() => undefined, 20);
  const act = (id: string) => async () => { done.push(id); };
  forgetting.add("a", act("a"));
  forgetting.add("a", act("again"));
  forgetting.add("b", act("b"));
  assert.ok(forgetting.has("a") && forgetting.has("b"));
  forgetting.undo("b");
  await new Promise(resolve => setTimeout(resolve, 60));
  assert.deepEqual(done, ["a"]);
  assert.ok(!forgetting.has("a") && !forgetting.has("b"));
});

test("Forgetting: what waits is forgotten when the panel is left, and stays marked until it is", async () => {
  let finish = () => {};
  const forgetting = new Forgetting(() => undefined, 60_000);
  forgetting.add("a", () => new Promise(resolve => { finish = resolve; }));
  forgetting.dispose();
  assert.ok(forgetting.has("a"));
  finish();
  await new Promise(resolve => setTimeout(resolve));
  assert.ok(!forgetting.has("a"));
});

test("The word that confirms can be typed as it is asked for, in both languages", () => {
  for (const text of [en, zh]) assert.equal(text.forgetAllWord, text.forgetAllWord.trim().toLowerCase());
});
