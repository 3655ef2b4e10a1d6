import type { Answer, Citation, FileView, Progress, ReadFailure, SourceKind, Stage, TurnFailure, UserMessage } from "./model.ts";
import type { WireActivity, WireAttachment } from "./directline/types.ts";
import type { Incoming } from "./store/timeline.ts";

type Json = Record<string, unknown>;

/** What an activity of the stream means to the page; null for what it does not show (conversationUpdate, end of conversation, plain typing). */
export function read(activity: WireActivity): Incoming | null {
  const data = activity.channelData ?? {};
  const own = activity.from?.role === "user";
  if (activity.type === "message") return own ? { kind: "user", message: readOwn(activity, data) } : { kind: "answer", message: readAnswer(activity, data) };
  if (activity.type === "typing" && !own) return readTyping(activity, data);
  return null;
}

function readTyping(activity: WireActivity, data: Json): Incoming | null {
  const replyTo = activity.replyToId;
  if (data.stopped === true) return { kind: "stopped", replyTo };
  if (data.streamType === "streaming") return { kind: "growth", replyTo, text: activity.text ?? "" };
  const progress = data.progress as Json | undefined;
  if (!progress) return null;
  return { kind: "progress", replyTo, progress: readProgress(progress) };
}

function readProgress(json: Json): Progress {
  return { stage: capital(text(json.stage) ?? "Thinking") as Stage, done: number(json.done), total: number(json.total), subject: text(json.subject) };
}

function readOwn(activity: WireActivity, data: Json): UserMessage {
  return {
    role: "user", id: text(data.clientActivityID) ?? activity.id ?? "", activityId: activity.id, text: activity.text ?? "",
    files: (activity.attachments ?? []).filter(each => each.contentUrl).map(readFile), at: activity.timestamp ?? new Date().toISOString(), delivery: "sent",
    ...(activity.value === undefined || activity.value === null ? {} : { value: activity.value }),
  };
}

function readFile(attachment: WireAttachment, index: number): FileView {
  return { id: attachment.assistant?.attachmentId ?? String(index), name: attachment.name ?? "", type: attachment.contentType, size: attachment.size, url: attachment.contentUrl };
}

function readAnswer(activity: WireActivity, data: Json): Answer {
  const answer = (data.answer ?? {}) as Json;
  return {
    role: "assistant", id: activity.id ?? "", replyTo: activity.replyToId, text: withoutDefinitions(activity.text ?? ""), at: activity.timestamp ?? new Date().toISOString(),
    citations: list(answer.citations).map(readCitation), found: answer.found !== false, model: text(answer.model), language: text(answer.language),
    unread: list(answer.failures).map(readUnread), failure: answer.failure ? readFailure(answer.failure as Json) : undefined,
    suggestions: (activity.suggestedActions?.actions ?? []).map(action => text(action.value) ?? action.title ?? "").filter(Boolean),
    card: activity.attachments?.find(each => each.contentType === "application/vnd.microsoft.card.adaptive")?.content,
  };
}

/** Link definitions that stand under the text for Web Chat ("[1]: cite:1 …"); the page has the citations themselves. */
export function withoutDefinitions(markdown: string): string {
  return markdown.replace(/(?:^|\n)\[\d+\]:\s*cite:.*(?=\n|$)/g, "").trimEnd();
}

export function readCitation(json: Json): Citation {
  const box = json.box as number[] | undefined;
  return {
    n: number(json.n) ?? 0, kind: (text(json.kind) ?? "document") as SourceKind, source: text(json.source) ?? "", quote: text(json.quote) ?? "",
    attachmentId: text(json.attachmentId), supported: json.supported !== false, box: box?.length === 4 ? { x0: box[0]!, y0: box[1]!, x1: box[2]!, y1: box[3]! } : undefined,
    start: number(json.start), end: number(json.end), page: number(json.page), sheet: text(json.sheet), cell: text(json.cell), row: number(json.row), slide: number(json.slide),
    heading: text(json.heading), line: number(json.line), part: text(json.part),
  };
}

function readUnread(json: Json): ReadFailure {
  return { source: text(json.source) ?? "", problem: capital(text(json.problem) ?? "Damaged"), detail: text(json.detail), retryable: json.retryable === true };
}

function readFailure(json: Json): TurnFailure {
  return { problem: capital(text(json.problem) ?? "Internal"), turnId: text(json.turnId), retryable: json.retryable !== false };
}

function list(value: unknown): Json[] { return Array.isArray(value) ? (value as Json[]) : []; }
function text(value: unknown): string | undefined { return typeof value === "string" && value ? value : undefined; }
function number(value: unknown): number | undefined { return typeof value === "number" ? value : undefined; }
function capital(value: string): string { return value.charAt(0).toUpperCase() + value.slice(1); }
