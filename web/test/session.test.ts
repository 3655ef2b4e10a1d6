import assert from "node:assert/strict";
import { test } from "node:test";
import type { UserMessage } from "../src/model.ts";
import { RequestError } from "../src/directline/types.ts";
import { Session } from "../src/store/session.ts";
import { Store } from "../src/store/state.ts";
import { read } from "../src/wire.ts";

/** As much of a browser as a session asks for. */
function browser(): void {
  const globals: Record<string, unknown> = {
    addEventListener() {}, history: { pushState() {}, replaceState() {} }, location: { hash: "", pathname: "/" },
    navigator: { languages: ["en"], onLine: true }, document: { documentElement: { dataset: {} }, visibilityState: "visible" }, sessionStorage: { getItem: () => null, setItem() {}, removeItem() {} },
  };
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true });
}

function session() {
  browser();
  const made = new Session(new Store(), 5);
  const [starts, posted]: [((id: string) => void)[], [string, string][]] = [[], []];
  Object.assign(made.client, {
    start: () => new Promise<string>(resolve => starts.push(resolve)),
    post: async (conversation: string, activity: { text: string }) => { posted.push([conversation, activity.text]); return `a-${posted.length}`; },
    stream: () => new Promise(() => {}),
    activities: () => new Promise(() => {}),
  });
  Object.assign(made.api, { list: async () => ({ conversations: [], memoryPaused: false }) });
  const stops: string[] = [];
  Object.assign(made.api, { stop: async (id: string, message?: string) => void stops.push(`${id} ${message}`), waiting: async () => [] });
  return { made, starts, posted, stops };
}

/** When everything that waits for nothing but its turn has had it. */
const soon = () => new Promise(resolve => setTimeout(resolve, 10));

test("two new conversations at once: each message goes into its own, and neither shows in the other", async () => {
  const { made, starts, posted } = session();
  const first = made.send("first");
  made.newConversation();
  assert.deepEqual(made.store.state.messages, []);
  const second = made.send("second");
  await soon();
  starts[1]!("two");
  starts[0]!("one");
  await Promise.all([first, second]);

  assert.deepEqual(posted.toSorted(), [["one", "first"], ["two", "second"]]);
  assert.deepEqual([made.store.state.current, made.store.state.messages.map(each => each.text)], ["two", ["second"]]);
});

test("a new conversation that could not be begun is begun when the server is back", async () => {
  const { made, posted } = session();
  let away = true;
  Object.assign(made.client, { start: async () => { if (away) throw new RequestError(0); return "one"; } });
  const sent = made.send("first");
  await soon();
  const [waiting] = made.store.state.messages;
  assert.deepEqual([waiting?.role === "user" && waiting.delivery, made.store.state.connection], ["waiting", "offline"]);

  away = false;
  made.reconnect(0);
  await sent;
  assert.deepEqual([posted, made.store.state.current], [[["one", "first"]], "one"]);
});

test("two messages of one new conversation stay in it", async () => {
  const { made, starts, posted } = session();
  const sent = [made.send("first"), made.send("second")];
  await soon();
  starts[0]!("one");
  await Promise.all(sent);

  assert.equal(starts.length, 1);
  assert.deepEqual(posted, [["one", "first"], ["one", "second"]]);
});

test("a question asked again whose file is gone says so instead of going out without it", async () => {
  const { made, posted } = session();
  const question = { role: "user", id: "q", activityId: "a", text: "How much?", files: [{ id: "f", name: "bill.pdf", type: "" }], at: "", delivery: "sent" } as const;
  const answer = { role: "assistant", id: "b", replyTo: "a", text: "", at: "", citations: [], found: true, unread: [], suggestions: [] } as const;
  made.store.set({ current: "c", messages: [question, answer] as never });

  await made.retry(made.store.state.messages[1] as never);

  const last = made.store.state.messages.at(-1)!;
  assert.deepEqual([posted.length, last.role === "user" && [last.delivery, last.gone, last.text]], [0, ["failed", ["bill.pdf"], "How much?"]]);
  assert.equal(made.store.state.live, null);
});

test("a form asked again goes with its values, also when it came from the server", async () => {
  const { made } = session();
  const sent: unknown[] = [];
  Object.assign(made.client, { post: async (_: string, activity: { value: unknown }) => { sent.push(activity.value); return "a-2"; } });
  const echo = read({ type: "message", id: "a-1", from: { role: "user" }, text: "Send", value: { room: "12" }, channelData: { clientActivityID: "q" } });
  const answer = { role: "assistant", id: "b", replyTo: "a-1", text: "", at: "", citations: [], found: true, unread: [], suggestions: [] } as const;
  made.store.set({ current: "c", messages: [(echo as { message: unknown }).message, answer] as never });

  await made.retry(made.store.state.messages[1] as never);

  assert.deepEqual(sent, [{ room: "12" }]);
});

test("stop before the conversation has an id: nothing is sent, the message stays and can be sent again", async () => {
  const { made, starts, posted, stops } = session();
  const sent = made.send("too early");
  await soon();
  await made.stop();
  starts[0]!("one");
  await sent;

  const held = made.store.state.messages[0]!;
  assert.deepEqual([posted, stops, made.store.state.live, held.role === "user" && [held.delivery, held.problem]], [[], [], null, ["failed", "stopped"]]);
  // Nothing of it is in the conversation that was begun for it.
  assert.equal(made.store.state.current, null);
  made.outgoing.again(held as never);
  await soon();
  assert.deepEqual([posted, made.store.state.current], [[["one", "too early"]], "one"]);
});

test("stop while files go up: the upload is broken off; what arrived all the same is stopped there", async () => {
  const { made, stops } = session();
  let signal: AbortSignal | undefined;
  Object.assign(made.client, { upload: (...given: unknown[]) => new Promise((_, reject) => { signal = given[4] as AbortSignal; signal.addEventListener("abort", () => reject(new DOMException("", "AbortError"))); }) });
  made.store.set({ current: "c" });
  const sent = made.send("look", [{ name: "a.png", blob: new Blob(["x"]) }]);
  await soon();
  await made.stop();
  await sent;

  const held = made.store.state.messages[0] as UserMessage;
  assert.deepEqual([signal?.aborted, held.delivery, held.problem, stops], [true, "failed", "stopped", []]);
  made.outgoing.arrived({ ...held, delivery: "sent", activityId: "a-1" });
  assert.deepEqual(stops, ["c a-1"]);
});

test("stop of a turn that was already stopped from elsewhere: the button is not dead and the turn ends here too", async () => {
  const { made, stops } = session();
  Object.assign(made.client, { activities: async () => ({ activities: [] }) });
  made.store.set({ current: "c", live: { replyTo: "a-1", progress: { stage: "Thinking" }, text: "So far" }, messages: [{ role: "user", id: "q", activityId: "a-1", text: "", files: [], at: "", delivery: "sent" }] });
  await made.stop();

  const last = made.store.state.messages.at(-1)!;
  assert.deepEqual([stops, made.store.state.live, last.role === "assistant" && [last.stopped, last.text]], [["c a-1"], null, [true, "So far"]]);
});
