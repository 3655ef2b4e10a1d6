import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer, UserMessage } from "../src/model.ts";
import { apply, type Incoming, type Timeline } from "../src/store/timeline.ts";

const own = (id: string, more: Partial<UserMessage> = {}): UserMessage => ({ role: "user", id, text: id, files: [], at: "2027-03-01T10:00:00Z", delivery: "sent", ...more });
const answer = (id: string, replyTo: string): Answer => ({ role: "assistant", id, replyTo, text: id, at: "2027-03-01T10:00:01Z", citations: [], found: true, unread: [], suggestions: [] });
const play = (incoming: Incoming[], start: Timeline = { messages: [], live: null }) => incoming.reduce(apply, start);
const asked: Incoming = { kind: "user", message: own("c1", { activityId: "a1" }) };
const answered: Incoming = { kind: "answer", message: answer("b1", "a1") };

test("a replay after a reconnect changes nothing", () => {
  const once = play([asked, answered]);
  assert.deepEqual(play([asked, answered], once), once);
  assert.equal(once.messages.length, 2);
});

test("the echo takes the place of our own message and keeps its pictures' addresses", () => {
  const before: Timeline = { messages: [own("c1", { delivery: "sending", files: [{ id: "f", name: "a.png", type: "image/png", url: "blob:1", size: 5 }] })], live: null };
  const { messages } = play([{ kind: "user", message: own("c1", { activityId: "a1", files: [{ id: "s", name: "a.png", type: "image/png", url: "/files/s" }] }) }], before);
  const [message] = messages as [UserMessage];
  assert.equal(messages.length, 1);
  assert.equal(message.delivery, "sent");
  assert.deepEqual(message.files[0], { id: "s", name: "a.png", type: "image/png", url: "blob:1", size: 5 });
});

test("progress and growth are of the running turn, and end with its answer", () => {
  const running = play([asked, { kind: "progress", replyTo: "a1", progress: { stage: "Listening" } }, { kind: "growth", replyTo: "a1", text: "You" }]);
  assert.equal(running.live?.text, "You");
  assert.equal(running.live?.progress.stage, "Listening");
  assert.equal(play([answered], running).live, null);
});

test("a late typing activity does not bring a finished turn back", () => {
  assert.equal(play([asked, answered, { kind: "growth", replyTo: "a1", text: "You" }]).live, null);
});

test("growth never shrinks to an earlier part of itself", () => {
  assert.equal(play([{ kind: "growth", replyTo: "a1", text: "You owe" }, { kind: "growth", replyTo: "a1", text: "You" }]).live?.text, "You owe");
});

test("a guess made before the server knew the message ends with its answer", () => {
  assert.equal(play([answered], { messages: [own("c1", { activityId: "a1" })], live: { replyTo: "c1", progress: { stage: "Searching" }, text: "" } }).live, null);
});

test("an answer to an earlier message does not end the turn that runs", () => {
  const before: Timeline = { messages: [own("c1", { activityId: "a1" }), own("c2", { activityId: "a2" })], live: { replyTo: "a2", progress: { stage: "Searching" }, text: "" } };
  assert.notEqual(play([answered], before).live, null);
});

test("stopped keeps what was said", () => {
  const { messages, live } = play([asked, { kind: "growth", replyTo: "a1", text: "You owe" }, { kind: "stopped", replyTo: "a1" }]);
  assert.equal(live, null);
  assert.equal((messages.at(-1) as Answer).stopped, true);
  assert.equal(messages.at(-1)!.text, "You owe");
});

test("what a reload found unsent stands below all that was said before, and at its place once it is there", () => {
  const unsent = own("c2", { delivery: "sending" });
  const loaded = play([asked, answered], { messages: [unsent, own("c3", { delivery: "failed" })], live: null });
  assert.deepEqual(loaded.messages.map(each => each.id), ["c1", "b1", "c2", "c3"]);
  const sent = play([{ kind: "user", message: own("c2", { activityId: "a2" }) }, { kind: "answer", message: answer("b2", "a2") }], loaded);
  assert.deepEqual(sent.messages.map(each => each.id), ["c1", "b1", "c2", "b2", "c3"]);
});
