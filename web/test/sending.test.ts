import assert from "node:assert/strict";
import { test } from "node:test";
import type { DirectLineClient } from "../src/directline/client.ts";
import type { UserMessage } from "../src/model.ts";
import type { Blobs } from "../src/store/blobs.ts";
import { DraftFiles } from "../src/store/draft-files.ts";
import { Memory } from "../src/store/memory.ts";
import { NewConversations } from "../src/store/new-conversations.ts";
import { Sender } from "../src/store/sender.ts";

const storage = () => {
  const items = new Map<string, string>();
  return { getItem: (key: string) => items.get(key) ?? null, setItem: (key: string, value: string) => void items.set(key, value), removeItem: (key: string) => void items.delete(key) };
};
/** A store that has only the files named "kept". */
const blobs = { get: async (id: string) => (id === "kept" ? new Blob(["x"]) : undefined), remove: async () => {}, put: async () => {} } as unknown as Blobs;

test("a message whose file is gone from the browser is not sent without it, and says which", async () => {
  const told: UserMessage[] = [];
  const client = { upload: async () => { throw new Error("sent"); } } as unknown as DirectLineClient;
  const sender = new Sender(client, new Memory(storage()), blobs, { language: () => "en", progress: () => {}, changed: message => told.push(message) });
  const file = (id: string, name: string) => ({ id, name, type: "" });

  await sender.send("c", { role: "user", id: "m", text: "Which is cheaper?", files: [file("kept", "a.pdf"), file("lost", "b.pdf")], at: "2027-03-01T10:00:00Z", delivery: "sending" });

  assert.deepEqual(told.map(each => [each.delivery, each.gone]), [["sending", undefined], ["failed", ["b.pdf"]]]);
});

test("a draft's files that are gone are named", async () => {
  const kept = storage();
  kept.setItem("assistant/files/new", JSON.stringify([{ id: "kept", name: "a.pdf" }, { id: "lost", name: "b.pdf" }]));
  const { files, gone } = await new DraftFiles(blobs, kept as Storage).load(null);
  assert.deepEqual([files.map(each => each.name), gone], [["a.pdf"], ["b.pdf"]]);
});

test("new conversations: one start for all messages of one, another for the next, again after a failure", async () => {
  const waiting: ((id: string | Error) => void)[] = [];
  const fresh = new NewConversations(() => new Promise((resolve, reject) => waiting.push(id => (typeof id === "string" ? resolve(id) : reject(id)))));
  const begun: string[] = [];
  const idOf = (name: string) => fresh.idOf(name, id => begun.push(id));

  const first = fresh.open;
  const both = [idOf(first), idOf(first)];
  fresh.next();
  const second = idOf(fresh.open);
  waiting[1]!("two");
  waiting[0]!("one");
  assert.deepEqual([await Promise.all(both), await second, begun.toSorted()], [["one", "one"], "two", ["one", "two"]]);

  fresh.next();
  const failing = idOf(fresh.open);
  waiting[2]!(new Error("away"));
  assert.equal(await failing.catch(() => "failed"), "failed");
  assert.equal(fresh.isStarted(fresh.open), false);
  const again = idOf(fresh.open);
  waiting[3]!("three");
  assert.equal(await again, "three");
});
