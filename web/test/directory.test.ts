import assert from "node:assert/strict";
import { test } from "node:test";
import type { Conversation } from "../src/model.ts";
import type { PageApi } from "../src/page-api.ts";
import { Directory } from "../src/store/directory.ts";
import { Store } from "../src/store/state.ts";

for (const [name, value] of Object.entries({ addEventListener() {}, sessionStorage: { getItem: () => null, setItem() {}, removeItem() {} } })) Object.defineProperty(globalThis, name, { value, configurable: true });
const made = (n: number): Conversation => ({ id: `c${n}`, title: `Number ${n}`, at: new Date(Date.UTC(2027, 0, 1, 0, n)).toISOString() });
/** A server that lists two at a time. */
function directory(all: Conversation[], more: object = {}) {
  const store = new Store();
  const list = async (after = "0") => ({ memoryPaused: false, conversations: all.slice(+after, +after + 2), next: +after + 2 < all.length ? String(+after + 2) : undefined });
  return { store, all, made: new Directory(store, { list, ...more } as unknown as PageApi, () => {}) };
}
const ids = (store: Store) => store.state.conversations.map(each => each.id);

test("older conversations are added page by page, and stay when the newest are asked for again", async () => {
  const { store, all, made: list } = directory([made(5), made(4), made(3), made(2), made(1)]);
  await list.refresh();
  assert.deepEqual([ids(store), store.state.older], [["c5", "c4"], "there"]);
  assert.equal(await list.more(), 2);
  // One of the older ones is gone on with: it is the newest now.
  all.unshift({ ...all.splice(3, 1)[0]!, at: made(9).at });
  await list.refresh();
  assert.deepEqual(ids(store), ["c2", "c5", "c4", "c3"]);
  assert.equal(await list.more(), 1);
  assert.deepEqual([ids(store), store.state.older], [["c2", "c5", "c4", "c3", "c1"], "none"]);
});

test("one that is answered while older ones are asked for is not left out", async () => {
  const { store, all, made: list } = directory([made(4), made(3), made(2), made(1)]);
  await list.refresh();
  all.unshift({ ...all.splice(2, 1)[0]!, at: made(9).at });
  await list.more();
  await new Promise(resolve => setTimeout(resolve));
  assert.ok(ids(store).includes("c2"), ids(store).join());
});

test("what fails is said: older ones, a search, a new name", async () => {
  const away = async () => { throw new Error("away"); };
  const { store, made: list } = directory([made(3), made(2), made(1)], { search: away, rename: away });
  await list.refresh();
  await list.rename(made(3), "Other");
  assert.deepEqual([store.state.unrenamed?.title, store.state.conversations[0]!.title], ["Number 3", "Number 3"]);
  list.search("words");
  await new Promise(resolve => setTimeout(resolve, 250));
  assert.deepEqual([store.state.searchProblem, store.state.found], [true, null]);
  list.search("");
  assert.equal(store.state.searchProblem, false);
  Object.assign((list as unknown as { api: object }).api, { list: away });
  assert.equal(await list.more(), 0);
  assert.equal(store.state.older, "failed");
});
