import assert from "node:assert/strict";
import { test } from "node:test";
import type { Rating } from "../src/model.ts";
import { Ratings } from "../src/store/ratings.ts";
import { Store } from "../src/store/state.ts";

function ratings(fails = false) {
  const store = new Store({ current: "c" });
  const sent: Rating[] = [];
  const api = {
    ratings: async () => [{ answerId: "a", rating: "dislike" as const, reason: "Long" }],
    rate: async (_conversation: string, _answer: string, rating: Rating) => { sent.push(rating); if (fails) throw new Error("away"); },
  };
  return { store, sent, ratings: new Ratings(store, api) };
}

test("a thumb pressed again is taken back, a reason goes with the thumb", async () => {
  const { store, sent, ratings: given } = ratings();
  await given.press("a", "like");
  await given.explain("a", "Clear");
  assert.deepEqual(store.state.ratings, { a: { rating: "like", reason: "Clear" } });
  await given.press("a", "like");
  assert.deepEqual(sent, [{ rating: "like" }, { rating: "like", reason: "Clear" }, { rating: null }]);
});

test("what the server does not keep is put back", async () => {
  const { store, ratings: given } = ratings(true);
  await given.press("a", "like");
  assert.deepEqual(store.state.ratings, {});
});

test("what was given is loaded, unless another conversation is open by then", async () => {
  const { store, ratings: given } = ratings();
  await given.load("another");
  assert.deepEqual(store.state.ratings, {});
  await given.load("c");
  assert.equal(store.state.ratings.a?.reason, "Long");
});
