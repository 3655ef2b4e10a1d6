import type { UserMessage } from "../model.ts";
import type { Theme } from "./state.ts";
import type { Language } from "../i18n/index.ts";

/** A message that the server has not confirmed: kept over a reload, sent again, recognised by its id. */
export interface Unsent {
  /** Null for one that is not on the server yet; `fresh` tells such conversations apart, and other pages of this browser what became of one. */
  conversation: string | null;
  fresh?: string;
  message: UserMessage;
}

export interface Settings { theme?: Theme; language?: Language }

/** What the page keeps in localStorage. A browser that refuses storage costs what was kept, not the page. */
export class LocalStore {
  /** Ids of messages that this page has put into the outbox and not taken out. */
  readonly #kept = new Set<string>();

  constructor(private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | undefined = safeStorage()) {}

  /** Drafts and messages that are not sent; how the page looks stays. */
  clear(): void {
    this.#kept.clear();
    try {
      for (const key of Object.keys(this.storage ?? {})) if (key.startsWith("assistant/") && key !== "assistant/settings") this.storage?.removeItem(key);
    } catch { /* forbidden: then nothing is kept */ }
  }

  get settings(): Settings { return this.#read<Settings>("settings") ?? {}; }
  set settings(settings: Settings) { this.#write("settings", settings); }

  /** `place`: a conversation, or the name of a new one's draft. */
  draft(place: string): string { return this.#read<string>(`draft/${place}`) ?? ""; }

  setDraft(place: string, text: string): void {
    const key = `draft/${place}`;
    if (text) this.#write(key, text);
    else this.#remove(key);
  }

  get outbox(): Unsent[] { return this.#read<Unsent[]>("outbox") ?? []; }

  keep(unsent: Unsent): void {
    const { id } = unsent.message;
    this.#write("outbox", [...this.outbox.filter(each => each.message.id !== id), unsent]);
    if (this.#holds(id)) this.#kept.add(id);
  }

  /** Another page of this browser has sent it, or its person took it back there. */
  isTaken(id: string): boolean { return this.#kept.has(id) && !this.#holds(id); }

  /** The id of a new conversation that some page of this browser has begun while messages of it still wait. */
  begunAs(fresh: string): string | undefined { return this.outbox.find(each => each.fresh === fresh && each.conversation !== null)?.conversation ?? undefined; }

  /** What waits for a new conversation belongs to the one with this id; what was stopped stays where it is, as nothing of it is there. */
  begun(fresh: string, id: string): void {
    const { outbox } = this;
    if (outbox.some(each => each.fresh === fresh)) this.#write("outbox", outbox.map(each => (each.fresh === fresh && each.message.problem !== "stopped" ? { ...each, conversation: id } : each)));
  }

  forget(id: string): void {
    this.#kept.delete(id);
    const rest = this.outbox.filter(each => each.message.id !== id);
    if (rest.length > 0) this.#write("outbox", rest);
    else this.#remove("outbox");
  }

  #holds(id: string): boolean { return this.outbox.some(each => each.message.id === id); }

  #read<T>(key: string): T | undefined {
    try {
      const text = this.storage?.getItem(`assistant/${key}`);
      return text ? (JSON.parse(text) as T) : undefined;
    } catch { return undefined; }
  }

  #write(key: string, value: unknown): void {
    try { this.storage?.setItem(`assistant/${key}`, JSON.stringify(value)); } catch { /* full or forbidden: the page works on without */ }
  }

  #remove(key: string): void {
    try { this.storage?.removeItem(`assistant/${key}`); } catch { /* as above */ }
  }
}

export function safeStorage(kind: "localStorage" | "sessionStorage" = "localStorage"): Storage | undefined {
  try { return globalThis[kind]; } catch { return undefined; }
}
