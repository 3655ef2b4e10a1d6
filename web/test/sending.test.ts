import assert from "node:assert/strict";
import { test } from "node:test";
import type { DirectLineClient } from "../src/directline/client.ts";
import { RequestError } from "../src/directline/types.ts";
import type { UserMessage } from "../src/model.ts";
import { Blobs } from "../src/store/blobs.ts";
import { DraftFiles } from "../src/store/draft-files.ts";
import { Locks } from "../src/store/locks.ts";
import { LocalStore } from "../src/store/local-store.ts";
import { NewDraft } from "../src/store/new-draft.ts";
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
  const sender = new Sender(client, new LocalStore(storage()), blobs, { language: () => "en", progress: () => {}, changed: message => told.push(message), taken: () => {} });
  const file = (id: string, name: string) => ({ id, name, type: "" });

  await sender.send("c", { role: "user", id: "m", text: "Which is cheaper?", files: [file("kept", "a.pdf"), file("lost", "b.pdf")], at: "2027-03-01T10:00:00Z", delivery: "sending" });

  assert.deepEqual(told.map(each => [each.delivery, each.gone]), [["sending", undefined], ["failed", ["b.pdf"]]]);
});

test("a draft's files that are gone are named", async () => {
  const kept = storage();
  kept.setItem("assistant/files/new", JSON.stringify([{ id: "kept", name: "a.pdf" }, { id: "lost", name: "b.pdf" }]));
  const drafts = new DraftFiles(blobs, kept as Storage);
  const { files, gone } = await drafts.load("new");
  assert.deepEqual([files.map(each => each.name), gone], [["a.pdf"], ["b.pdf"]]);
  const again = await drafts.load("new");
  assert.deepEqual([again.files.map(each => each.name), again.gone], [["a.pdf"], []]);
});

test("a new conversation that has its id takes its draft's files along, and the next new one has none", async () => {
  const kept = storage();
  const removed: string[] = [];
  const drafts = new DraftFiles({ ...blobs, remove: async (ids: string[]) => void removed.push(...ids) } as unknown as Blobs, kept as Storage);
  const draft = [{ id: "kept", name: "a.pdf", blob: new Blob(["x"]) }];
  drafts.save("new", draft, []);
  drafts.begun("new", "c", draft);
  assert.deepEqual([(await drafts.load("c")).files.map(each => each.name), (await drafts.load("new")).files, removed], [["a.pdf"], [], []]);
});

/** What two pages of one browser share. */
const shelf = () => Object.defineProperties({} as Record<string, string>, {
  getItem: { value(this: Record<string, string>, key: string) { return this[key] ?? null; } },
  setItem: { value(this: Record<string, string>, key: string, value: string) { this[key] = value; } },
  removeItem: { value(this: Record<string, string>, key: string) { delete this[key]; } },
}) as unknown as Storage;

test("two pages with a new conversation keep two drafts; a reloaded one finds its own, and a closed one's is taken over", async () => {
  const [shared, held] = [shelf(), new Set<string>()];
  const open = async (tab = storage()) => {
    const taken: string[] = [];
    const draft = new NewDraft({ take: async name => { if (held.has(name)) return false; held.add(name); taken.push(name); return true; } }, { tab, shared });
    await draft.claim();
    return { name: draft.name, tab, local: new LocalStore(shared), close: () => taken.forEach(name => held.delete(name)) };
  };
  const [first, second] = [await open(), await open()];
  first.local.setDraft(first.name, "first");
  second.local.setDraft(second.name, "second");
  assert.deepEqual([first.local.draft(first.name), second.local.draft(second.name)], ["first", "second"]);

  first.close();
  assert.equal((await open(first.tab)).name, first.name);
  assert.notEqual((await open(second.tab)).name, second.name);
  second.close();
  assert.equal((await open()).name, second.name);
});

test("of two pages that write in one place each removes only files that it held itself", async () => {
  const [shared, removed] = [storage(), [] as string[]];
  const files = { get: async () => new Blob(["x"]), put: async () => {}, remove: async (ids: string[]) => void removed.push(...ids) } as unknown as Blobs;
  const page = () => new DraftFiles(files, shared as Storage);
  const [one, two] = ["1", "2"].map(id => ({ id, name: `${id}.pdf`, blob: new Blob(["x"]) }));
  page().save("c", [one!], []);
  page().save("c", [two!], []);
  assert.deepEqual(removed, []);
  page().save("c", [], [one!]);
  assert.deepEqual([removed, (await page().load("c")).files.map(each => each.id)], [["1"], ["2"]]);
});

test("a message that is put back leaves its files in its own draft, whatever is opened before they are read", async () => {
  const drafts = new DraftFiles({ ...blobs, get: async () => new Blob(["x"]) } as unknown as Blobs, storage() as Storage);
  drafts.save("c", [{ id: "own", name: "own.pdf", blob: new Blob(["x"]) }], []);
  drafts.bring("c", [{ id: "back", name: "back.pdf" }]);
  assert.deepEqual((await drafts.load("c")).files.map(each => each.id), ["back", "own"]);
});

test("a name is taken by one page only, with locks and with leases", async () => {
  const shared = storage();
  const natives = new Set<string>();
  const native = { request: async (name: string, _: unknown, work: (lock: unknown) => unknown) => { const free = !natives.has(name); natives.add(name); return work(free ? {} : null); } } as unknown as LockManager;
  Object.assign(globalThis, { addEventListener() {} });
  const before = globalThis.setInterval;
  Object.assign(globalThis, { setInterval: () => 0 });
  for (const kind of [native, null]) {
    const pages = [new Locks(kind, shared), new Locks(kind, shared)];
    assert.deepEqual(await Promise.all(pages.map(page => page.take("draft/new"))).then(all => all.filter(Boolean).length), 1);
    assert.equal(await pages[0]!.take("draft/other"), true);
  }
  Object.assign(globalThis, { setInterval: before });
});

test("new conversations: one start for all messages of one, another for the next, again after a failure", async () => {
  const waiting: ((id: string | Error) => void)[] = [];
  const fresh = new NewConversations(() => new Promise((resolve, reject) => waiting.push(id => (typeof id === "string" ? resolve(id) : reject(id)))));

  const first = fresh.open;
  const both = [fresh.idOf(first), fresh.idOf(first)];
  fresh.next();
  const second = fresh.idOf(fresh.open);
  waiting[1]!("two");
  waiting[0]!("one");
  assert.deepEqual([await Promise.all(both), await second, waiting.length], [["one", "one"], "two", 2]);

  fresh.next();
  const failing = fresh.idOf(fresh.open);
  waiting[2]!(new Error("away"));
  assert.equal(await failing.catch(() => "failed"), "failed");
  assert.equal(fresh.isStarted(fresh.open), false);
  const again = fresh.idOf(fresh.open);
  assert.equal(fresh.isStarted(fresh.open), false, "it is tried again, and no more on its way than before");
  waiting[3]!("three");
  assert.equal(await again, "three");
});

/** A file as it is after it was changed on disk: the browser reads no byte of it. */
class Changed extends Blob {
  override slice(): Blob { return this; }
  override arrayBuffer(): Promise<ArrayBuffer> { return Promise.reject(new DOMException("changed", "NotReadableError")); }
}

test("a file that was changed on disk is said, though the server cannot be told from being away; other conversations go on meanwhile", async () => {
  const [told, posted]: [UserMessage[], string[]] = [[], []];
  const client = {
    upload: async () => { throw new RequestError(0); },
    post: async (_: string, activity: { text: string }) => { posted.push(activity.text); return "a"; },
  } as unknown as DirectLineClient;
  const files = new Blobs();
  const sender = new Sender(client, new LocalStore(storage()), files, { language: () => "en", progress: () => {}, changed: message => told.push(message), taken: () => {} }, new Locks(null, undefined));
  const asked = (id: string, name?: string): UserMessage => ({ role: "user", id, text: id, files: name ? [{ id: name, name, type: "" }] : [], at: "", delivery: "sending" });

  await files.put("good.pdf", new Blob(["x"]));
  const waits = sender.send("one", asked("waits", "good.pdf"));
  await sender.send("two", asked("goes"));
  await files.put("bad.pdf", new Changed(["x"]));
  await sender.send("two", asked("fails", "bad.pdf"));
  await sender.send("two", asked("goes after it"));

  assert.deepEqual(posted, ["goes", "goes after it"]);
  assert.deepEqual(told.filter(each => each.id === "fails").map(each => [each.delivery, each.gone]), [["sending", undefined], ["failed", ["bad.pdf"]]]);
  assert.equal(told.findLast(each => each.id === "waits")?.delivery, "waiting");
  sender.cancel("waits");
  await waits;
});

test("what broke off when the network changed is sent again soon, its files from the beginning and from 0", async () => {
  const [parts, told]: [number[], string[]] = [[], []];
  let tries = 0;
  const files = new Blobs();
  const sending = { language: () => "en", progress: (_: string, part: number) => void parts.push(part), changed: (message: UserMessage) => void told.push(message.delivery), taken: () => {} };
  const client = {
    upload: async (_: string, __: unknown, ___: unknown, progress: (part: number) => void) => {
      progress(0.5);
      if (++tries === 9) { sender.hurry(); throw new RequestError(0); }
      if (tries < 9) { setTimeout(() => sender.hurry(), 1); throw new RequestError(0); }
      return "a";
    },
  } as unknown as DirectLineClient;
  const sender = new Sender(client, new LocalStore(storage()), files, sending, new Locks(null, undefined));
  await files.put("f", new Blob(["x"]));
  const began = Date.now();
  await sender.send("c", { role: "user", id: "m", text: "", files: [{ id: "f", name: "f", type: "" }], at: "", delivery: "sending" });
  assert.ok(Date.now() - began < 5000);
  assert.deepEqual([tries, parts.slice(-4), told.at(-2), told.at(-1)], [10, [0, 0.5, 0, 0.5], "sending", "sent"]);
});

test("two pages of one browser: one sends, the other sees that it was sent; with locks and with leases", async () => {
  for (const native of [undefined, null]) {
    const shared = storage();
    const [posted, taken]: [string[], string[]] = [[], []];
    let release = () => {};
    const client = { post: (_: string, activity: { text: string }) => new Promise<string>(resolve => { posted.push(activity.text); release = () => resolve("a"); }) } as unknown as DirectLineClient;
    const page = () => {
      const local = new LocalStore(shared);
      return { local, sender: new Sender(client, local, blobs, { language: () => "en", progress: () => {}, changed: () => {}, taken: message => taken.push(message.id) }, new Locks(native === null ? null : lockManager, shared, 1000)) };
    };
    const message: UserMessage = { role: "user", id: "m", text: "once", files: [], at: "", delivery: "sending" };
    const [first, second] = [page(), page()];
    const sent = [first, second].map(({ local, sender }) => { local.keep({ conversation: "c", message }); return sender.send("c", message); });
    await new Promise(resolve => setTimeout(resolve, 150));
    release();
    await Promise.all(sent);
    assert.deepEqual([posted, taken], [["once"], ["m"]]);
  }
});

test("a lease ends with its page: another goes on", async () => {
  const shared = storage();
  shared.setItem("assistant/lease/x", JSON.stringify({ owner: "closed", until: Date.now() + 150 }));
  const began = Date.now();
  assert.equal(await new Locks(null, shared, 200).hold("x", undefined, async () => "done"), "done");
  assert.ok(Date.now() - began >= 140);
  assert.equal(shared.getItem("assistant/lease/x"), null);
});

test("a page that slept for longer than its lease takes it from nobody who has it since", async () => {
  const shared = storage();
  const another = JSON.stringify({ owner: "another", until: Date.now() + 60_000 });
  await new Locks(null, shared, 60).hold("x", undefined, async () => {
    shared.setItem("assistant/lease/x", another);
    await new Promise(resolve => setTimeout(resolve, 100));
  });
  assert.equal(shared.getItem("assistant/lease/x"), another);
});

test("a lease that was written while the clock was ahead holds nothing up", async () => {
  const shared = storage();
  shared.setItem("assistant/lease/x", JSON.stringify({ owner: "closed", until: Date.now() + 3_600_000 }));
  const began = Date.now();
  assert.equal(await new Locks(null, shared, 100).hold("x", AbortSignal.timeout(2000), async () => "done"), "done");
  assert.ok(Date.now() - began < 1000);
});

test("a message taken back while another page sends waits no longer", async () => {
  const shared = storage();
  shared.setItem("assistant/lease/x", JSON.stringify({ owner: "other", until: Date.now() + 60_000 }));
  const abort = new AbortController();
  const held = new Locks(null, shared, 60_000).hold("x", abort.signal, async () => "done");
  abort.abort();
  assert.equal(await held, undefined);
});

/** As navigator.locks: one after the other, exclusive. */
const lockManager = (() => {
  const queues = new Map<string, Promise<unknown>>();
  return {
    request: (name: string, _: unknown, work: () => Promise<unknown>) => {
      const next = (queues.get(name) ?? Promise.resolve()).then(work);
      queues.set(name, next.catch(() => {}));
      return next;
    },
  } as unknown as LockManager;
})();
