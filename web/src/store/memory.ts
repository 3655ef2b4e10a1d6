import type { UserMessage } from "../model.ts";
import type { Theme } from "./state.ts";
import type { Language } from "../i18n/index.ts";

/** A message that the server has not confirmed: kept over a reload, sent again, recognised by its id. */
export interface Unsent {
  /** Null for one that is not on the server yet; `fresh` tells such conversations apart. */
  conversation: string | null;
  fresh?: string;
  message: UserMessage;
}

export interface Settings { theme?: Theme; language?: Language }

/** What the page keeps in localStorage. A browser that refuses storage costs the memory, not the page. */
export class Memory {
  constructor(private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | undefined = safeStorage()) {}

  /** Drafts and messages that are not sent; how the page looks stays. */
  clear(): void {
    try {
      for (const key of Object.keys(this.storage ?? {})) if (key.startsWith("assistant/") && key !== "assistant/settings") this.storage?.removeItem(key);
    } catch { /* forbidden: then nothing is kept */ }
  }

  get settings(): Settings { return this.#read<Settings>("settings") ?? {}; }
  set settings(settings: Settings) { this.#write("settings", settings); }

  draft(conversation: string | null): string { return this.#read<string>(`draft/${conversation ?? "new"}`) ?? ""; }

  setDraft(conversation: string | null, text: string): void {
    const key = `draft/${conversation ?? "new"}`;
    if (text) this.#write(key, text);
    else this.#remove(key);
  }

  get outbox(): Unsent[] { return this.#read<Unsent[]>("outbox") ?? []; }

  keep(unsent: Unsent): void {
    this.#write("outbox", [...this.outbox.filter(each => each.message.id !== unsent.message.id), unsent]);
  }

  forget(id: string): void {
    const rest = this.outbox.filter(each => each.message.id !== id);
    if (rest.length > 0) this.#write("outbox", rest);
    else this.#remove("outbox");
  }

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

function safeStorage(): Storage | undefined {
  try { return globalThis.localStorage; } catch { return undefined; }
}
