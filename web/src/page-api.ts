import type { Access } from "./directline/access.ts";
import { call, file } from "./directline/http.ts";
import type { Conversation, Feature, Rating, ServerInfo } from "./model.ts";

/** A piece of a document as it was read, for showing the place of a quote. */
export interface Block {
  text: string;
  role: string;
  level?: number;
  page?: number;
  sheet?: string;
  slide?: number;
  row?: number;
  line?: number;
  start?: number;
  box?: [number, number, number, number];
  cell?: { table: number; row: number; column: number; rowSpan?: number; columnSpan?: number; header?: boolean };
}

/** The signed proof of an erasure (docs/privacy.md); `subject` is its number. */
export interface Receipt { subject: string }

/** Newest first; `next` leads to older ones, where there are any. */
export interface ConversationList { conversations: Conversation[]; next?: string; memoryPaused: boolean }

interface WireList { memoryPaused?: boolean; next?: string; conversations: { id: string; title: string; lastActivityAt: string; remembered?: boolean }[] }

/** The page's own requests beside Direct Line: what is installed, the list of conversations, stop, sources (docs/page-api.md). */
export class PageApi {
  constructor(private readonly access: Access, private readonly base = "/api/page") {}

  async info(): Promise<ServerInfo> {
    return readInfo(await call<Json>(`${this.base}/info`));
  }

  /** The newest, or those that follow what `next` of an earlier list named. */
  async list(after?: string): Promise<ConversationList> {
    const query = after ? `?after=${encodeURIComponent(after)}` : "";
    return readList(await this.access.with(token => call<WireList>(`${this.base}/conversations${query}`, { token })));
  }

  /** Those whose title or texts hold the words, which stand in the body: addresses end in logs. */
  async search(words: string): Promise<Conversation[]> {
    return readList(await this.access.with(token => call<WireList>(`${this.base}/conversations/search`, { method: "POST", token, json: { search: words } }))).conversations;
  }

  rename(id: string, title: string): Promise<void> {
    return this.access.with(token => call(this.#conversation(id), { method: "PATCH", token, json: { title } }));
  }

  remove(id: string): Promise<void> {
    return this.access.with(token => call(this.#conversation(id), { method: "DELETE", token, keepalive: true }));
  }

  /** Erases the reader, with all conversations; it is under way however long it takes. */
  erase(): Promise<Receipt> {
    return this.access.with(token => call<Receipt>(`${this.base}/erase`, { method: "POST", token, json: { erase: "everything" }, patience: 600_000 }));
  }

  /** Ids of the activities whose turns run or wait. */
  async waiting(id: string): Promise<string[]> {
    return (await this.access.with(token => call<{ activities: string[] }>(`${this.#conversation(id)}/waiting`, { token }))).activities;
  }

  /** @param message Whose turn, by the server's id; without one, that of the turn that runs. */
  stop(id: string, message?: string): Promise<void> {
    const query = message === undefined ? "" : `?message=${encodeURIComponent(message)}`;
    return this.access.with(token => call(`${this.#conversation(id)}/stop${query}`, { method: "POST", token }));
  }

  async ratings(id: string): Promise<(Rating & { answerId: string })[]> {
    return (await this.access.with(token => call<{ feedback: (Rating & { answerId: string })[] }>(`${this.#conversation(id)}/feedback`, { token }))).feedback;
  }

  /** It is kept though the page is left. */
  rate(id: string, answer: string, rating: Rating): Promise<void> {
    return this.access.with(token => call(`${this.#conversation(id)}/answers/${encodeURIComponent(answer)}/feedback`, { method: "PUT", token, json: rating, keepalive: true }));
  }

  /** An answer read aloud: a WAV file. */
  speech(id: string, answer: string, signal: AbortSignal): Promise<Blob> {
    return this.access.with(token => file(`${this.#conversation(id)}/answers/${encodeURIComponent(answer)}/speech`, "audio/wav", { token, signal, patience: 120_000 }));
  }

  async blocks(id: string, attachment: string): Promise<Block[]> {
    const { blocks } = await this.access.with(token => call<{ blocks: Block[] }>(`${this.#attachment(id, attachment)}/text`, { token }));
    return blocks;
  }

  /** What was read around the words that an answer's n-th source quotes; `at`: the quoted block, -1: none is like it. */
  cited(id: string, answer: string, n: number): Promise<{ at: number; blocks: Block[] }> {
    return this.access.with(token => call<{ at: number; blocks: Block[] }>(`${this.#conversation(id)}/answers/${encodeURIComponent(answer)}/citations/${n}`, { token }));
  }

  /** Addresses that carry their token, because pictures and players cannot send headers. */
  async fileUrl(id: string, attachment: string): Promise<string> {
    return `${this.#attachment(id, attachment)}?t=${encodeURIComponent(await this.access.token())}`;
  }

  async pageUrl(id: string, attachment: string, page: number): Promise<string> {
    return `${this.#attachment(id, attachment)}/pages/${page}?t=${encodeURIComponent(await this.access.token())}`;
  }

  #conversation(id: string): string {
    return `${this.base}/conversations/${encodeURIComponent(id)}`;
  }

  #attachment(id: string, attachment: string): string {
    return `${this.#conversation(id)}/attachments/${encodeURIComponent(attachment)}`;
  }
}

type Json = Record<string, unknown>;

function readList({ conversations, next, memoryPaused = false }: WireList): ConversationList {
  return { memoryPaused, next, conversations: conversations.map(({ id, title, lastActivityAt, remembered }) => ({ id, title, at: lastActivityAt, ...(remembered === false ? { unremembered: true } : {}) })) };
}

function readInfo(json: Json): ServerInfo {
  const features = ((json.features ?? []) as Json[]).map(each => ({
    name: String(each.name), available: each.available !== false, detail: each.detail as string | undefined, remedy: each.remedy as string | undefined,
  } satisfies Feature));
  const limits = (json.limits ?? {}) as Record<string, number>;
  const model = json.model as string | null | undefined;
  return {
    model: !model || model === "quotes" ? null : model, features, maxFileBytes: limits.maxFileBytes ?? 100_000_000, maxRecordingBytes: limits.maxRecordingBytes ?? limits.maxFileBytes ?? 100_000_000, maxFiles: limits.maxFiles ?? 20,
  };
}

