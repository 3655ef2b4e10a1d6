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

test("one given while another is on its way is sent after it, and a failure of the former leaves it shown", async () => {
  const store = new Store({ current: "c" });
  const sent: Rating[] = [];
  const answers: ((error?: Error) => void)[] = [];
  const given = new Ratings(store, {
    ratings: async () => [],
    rate: (_conversation, _answer, rating) => new Promise((resolve, reject) => { sent.push(rating); answers.push(error => error ? reject(error) : resolve()); }),
  });
  const both = [given.press("a", "like"), given.press("a", "dislike")];
  const other = given.press("b", "like");
  await Promise.resolve();
  assert.deepEqual(sent, [{ rating: "like" }, { rating: "like" }]);
  answers[0]!(new Error("away"));
  await both[0];
  await Promise.resolve();
  assert.deepEqual(sent[2], { rating: "dislike" });
  answers[1]!();
  answers[2]!();
  await Promise.all([...both, other]);
  assert.deepEqual(store.state.ratings, { a: { rating: "dislike" }, b: { rating: "like" } });
});

test("what was given is loaded, unless another conversation is open by then", async () => {
  const { store, ratings: given } = ratings();
  await given.load("another");
  assert.deepEqual(store.state.ratings, {});
  await given.load("c");
  assert.equal(store.state.ratings.a?.reason, "Long");
});
