import type { Answer, LiveTurn, Message, Progress, Stage, UserMessage } from "../model.ts";

/** What one activity of the stream means to the page. */
export type Incoming =
  | { kind: "user"; message: UserMessage }
  | { kind: "answer"; message: Answer }
  | { kind: "progress"; replyTo?: string; progress: Progress }
  | { kind: "growth"; replyTo?: string; text: string }
  | { kind: "stopped"; replyTo?: string };

export interface Timeline { messages: Message[]; live: LiveTurn | null }

/** Adds what came in. Pure; an activity that was seen before changes nothing, so replays after a reconnect are harmless. */
export function apply(timeline: Timeline, incoming: Incoming): Timeline {
  switch (incoming.kind) {
    case "user": return addOwn(timeline, incoming.message);
    case "answer": return addAnswer(timeline, incoming.message);
    case "progress": return follow(timeline, incoming.replyTo, incoming.progress.stage, live => ({ ...live, progress: incoming.progress }));
    case "growth": return follow(timeline, incoming.replyTo, "Thinking", live => (incoming.text.length < live.text.length && live.text.startsWith(incoming.text) ? live : { ...live, text: incoming.text }));
    case "stopped": return stop(timeline, incoming.replyTo);
  }
}

/** The server's copy of our own message takes the place of ours: it keeps our files' addresses, which are already loaded. */
function addOwn({ messages, live }: Timeline, echo: UserMessage): Timeline {
  const at = messages.findIndex(each => each.role === "user" && (each.id === echo.id || (echo.activityId !== undefined && each.activityId === echo.activityId)));
  if (at < 0) return { messages: added(messages, echo), live };
  const own = messages[at] as UserMessage;
  const files = echo.files.map((file, i) => ({ ...file, url: own.files[i]?.url ?? file.url, size: file.size ?? own.files[i]?.size }));
  const merged: UserMessage = { ...own, ...echo, id: own.id, files: echo.files.length > 0 ? files : own.files };
  return { messages: messages.with(at, merged), live };
}

function addAnswer({ messages, live }: Timeline, answer: Answer): Timeline {
  const at = messages.findIndex(each => each.role === "assistant" && (each.id === answer.id || (each.stopped && each.replyTo === answer.replyTo)));
  return {
    messages: at < 0 ? added(messages, answer) : messages.with(at, answer),
    live: live && endsLive(live, messages, answer.replyTo) ? null : live,
  };
}

function follow(timeline: Timeline, replyTo: string | undefined, stage: Stage, change: (live: LiveTurn) => LiveTurn): Timeline {
  if (replyTo !== undefined && timeline.messages.some(each => each.role === "assistant" && each.replyTo === replyTo)) return timeline;
  const { live } = timeline;
  const known = live && (live.replyTo === undefined || live.replyTo === replyTo || replyTo === undefined);
  const base: LiveTurn = known ? { ...live, replyTo: replyTo ?? live.replyTo } : { replyTo, progress: { stage }, text: "" };
  return { ...timeline, live: change(base) };
}

/** A stopped turn keeps what was said so far, marked as stopped; one that nobody saw running is marked all the same. */
function stop({ messages, live }: Timeline, replyTo: string | undefined): Timeline {
  const running = live && endsLive(live, messages, replyTo) ? live : null;
  const of = replyTo ?? running?.replyTo;
  const isKnown = running !== null || messages.some(each => each.role === "user" && each.activityId !== undefined && each.activityId === of);
  if (!isKnown || (of !== undefined && messages.some(each => each.role === "assistant" && each.replyTo === of))) return { messages, live: running ? null : live };
  const answer: Answer = {
    role: "assistant", id: `stopped-${of ?? messages.length}`, replyTo: of, text: running?.text ?? "", at: new Date().toISOString(),
    citations: [], found: false, unread: [], suggestions: [], stopped: true,
  };
  return { messages: added(messages, answer), live: running ? null : live };
}

/** After everything that the server has; what a reload found unsent waits below it. */
function added(messages: Message[], message: Message): Message[] {
  const known = messages.findLastIndex(each => each.role !== "user" || each.delivery === "sent");
  return messages.toSpliced(known + 1, 0, message);
}

/** The server's id of the message that is on the server and has no answer here, while its turn seems to run or nothing came after it; undefined when there is none. */
export function unanswered({ messages, live }: Timeline): string | undefined {
  const asked = live ? messages.find(each => each.role === "user" && (each.id === live.replyTo || (each.activityId !== undefined && each.activityId === live.replyTo))) : undefined;
  const last = asked ?? messages.findLast(each => each.role === "user");
  if (last?.role !== "user" || last.delivery !== "sent") return undefined;
  return messages.some(each => each.role === "assistant" && each.replyTo === last.activityId) ? undefined : last.activityId;
}

function endsLive(live: LiveTurn, messages: Message[], replyTo: string | undefined): boolean {
  if (live.replyTo === undefined || replyTo === undefined || live.replyTo === replyTo) return true;
  const own = messages.find(each => each.role === "user" && each.activityId === replyTo);
  return own?.id === live.replyTo;
}
