import assert from "node:assert/strict";
import { test } from "node:test";
import type { DirectLineClient } from "../src/directline/client.ts";
import { ActivityStream } from "../src/directline/stream.ts";
import type { UserMessage } from "../src/model.ts";
import { Follower } from "../src/store/follower.ts";
import { Store } from "../src/store/state.ts";

/** A socket that opens, and says what the test has it say. */
class Socket {
  static readonly OPEN = 1;
  static readonly made: Socket[] = [];
  readyState = 0;
  closed = false;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;
  constructor(readonly url: string) {
    Socket.made.push(this);
    setTimeout(() => { this.readyState = 1; this.onopen?.(); });
  }
  send() {}
  close() { this.closed = true; }
}

for (const [name, value] of Object.entries({ WebSocket: Socket, location: { href: "http://x/" }, navigator: { onLine: true } })) Object.defineProperty(globalThis, name, { value, configurable: true });
const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const client = (more: object = {}) => ({ stream: async (_: string, watermark?: string) => `/s?w=${watermark ?? ""}`, activities: async () => ({ activities: [] }), ...more }) as unknown as DirectLineClient;
const silent = { activities() {}, connection() {}, ended() {} };

test("a socket on which nothing is heard is left for a new one, from its watermark; empty frames keep it", async () => {
  Socket.made.length = 0;
  const stream = new ActivityStream(client(), "c", undefined, silent, 200);
  await wait(30);
  Socket.made[0]!.onmessage!({ data: '{"activities":[],"watermark":"7"}' });
  for (let i = 0; i < 4; i++) { await wait(80); Socket.made[0]!.onmessage!({ data: "" }); }
  assert.deepEqual(Socket.made.map(each => each.closed), [false]);
  await wait(900);
  stream.close();
  assert.deepEqual([Socket.made[0]!.closed, Socket.made.length > 1, Socket.made[1]?.url], [true, true, "ws://x/s?w=7"]);
});

test("looked at again: an open socket that was silent for long is not trusted, one that was just heard is", async () => {
  Socket.made.length = 0;
  const stream = new ActivityStream(client(), "c", undefined, silent);
  await wait(30);
  stream.hurry(20_000);
  assert.equal(Socket.made[0]!.closed, false);
  stream.hurry(0);
  await wait(600);
  stream.close();
  assert.deepEqual([Socket.made[0]!.closed, Socket.made.length], [true, 2]);
});

test("the network changed: a socket that has not opened yet is left as well", async () => {
  Socket.made.length = 0;
  const stream = new ActivityStream(client(), "c", undefined, silent);
  while (Socket.made.length === 0) await Promise.resolve();
  assert.equal(Socket.made[0]!.readyState, 0);
  stream.hurry(0);
  assert.equal(Socket.made[0]!.closed, true);
  stream.close();
});

const asked: UserMessage = { role: "user", id: "q", activityId: "a-1", text: "How much?", files: [], at: "", delivery: "sent" };

async function comeBack(waiting: string[], activities: object[]): Promise<Store> {
  Socket.made.length = 0;
  const store = new Store({ current: "c", messages: [asked], live: { replyTo: "a-1", progress: { stage: "Thinking" }, text: "It is" } });
  const follower = new Follower(client({ activities: async () => ({ activities }) }), store, { waiting: async () => waiting, answered() {}, arrived() {} });
  follower.follow("c", true);
  await wait(20);
  // The connection is lost while another page stops the turn.
  Socket.made[0]!.onclose!();
  await wait(650);
  follower.follow(null);
  return store;
}

test("a turn that was stopped while the page was away ends when it comes back", async () => {
  const { live, messages } = (await comeBack([], [])).state;
  const last = messages.at(-1)!;
  assert.deepEqual([live, last.role === "assistant" && [last.stopped, last.text, last.replyTo]], [null, [true, "It is", "a-1"]]);
});

test("a turn that still runs goes on; one that was answered meanwhile has its answer and no mark", async () => {
  assert.equal((await comeBack(["a-1"], [])).state.live?.text, "It is");
  const { live, messages } = (await comeBack([], [{ type: "message", id: "b-1", from: { role: "bot" }, replyToId: "a-1", text: "12 euros" }])).state;
  assert.deepEqual([live, messages.length, messages.at(-1)!.text], [null, 2, "12 euros"]);
});
