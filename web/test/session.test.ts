import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../src/store/session.ts";
import { Store } from "../src/store/state.ts";

/** As much of a browser as a session asks for. */
function browser(): void {
  const globals: Record<string, unknown> = {
    addEventListener() {}, history: { pushState() {}, replaceState() {} }, location: { hash: "", pathname: "/" },
    navigator: { languages: ["en"], onLine: true }, document: { documentElement: { dataset: {} } }, sessionStorage: { getItem: () => null, setItem() {}, removeItem() {} },
  };
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true });
}

function session() {
  browser();
  const made = new Session(new Store());
  const [starts, posted]: [((id: string) => void)[], [string, string][]] = [[], []];
  Object.assign(made.client, {
    start: () => new Promise<string>(resolve => starts.push(resolve)),
    post: async (conversation: string, activity: { text: string }) => { posted.push([conversation, activity.text]); return `a-${posted.length}`; },
    stream: () => new Promise(() => {}),
    activities: () => new Promise(() => {}),
  });
  Object.assign(made.api, { list: async () => ({ conversations: [], memoryPaused: false }) });
  return { made, starts, posted };
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
