import { delay } from "../directline/backoff.ts";
import { newId } from "../ids.ts";
import { safeStorage } from "./local-store.ts";
import { Locks } from "./locks.ts";

// A hidden page's timers run once a minute at most.
const lease = 90_000;
const nameKey = "assistant/draft-name";

/** What is named by whom; `sessionStorage` is a tab's own and outlives a reload. */
interface Kept { tab: Pick<Storage, "getItem" | "setItem"> | undefined; shared: Storage | undefined }

/**
 * The name under which this page keeps what is written in a new conversation: another page of this browser has another, so that neither takes the other's text and files away. A reloaded page finds its own
 * again; a new one takes over what a closed page left.
 */
export class NewDraft {
  #name = `new/${newId()}`;

  constructor(private readonly locks: Pick<Locks, "take"> = new Locks(undefined, undefined, lease), private readonly kept: Kept = { tab: safeStorage("sessionStorage"), shared: safeStorage() }) {}

  get name(): string { return this.#name; }

  /** To be awaited before anything is drawn. */
  async claim(): Promise<void> {
    this.#name = await this.#free();
    try { this.kept.tab?.setItem(nameKey, this.#name); } catch { /* forbidden: a reload takes over what is there */ }
  }

  async #free(): Promise<string> {
    const own = this.kept.tab?.getItem(nameKey);
    // The page that is being reloaded gives it up in a moment; one that was duplicated does not.
    for (let attempt = 0; own && attempt < 8; attempt++) {
      if (await this.locks.take(`draft/${own}`)) return own;
      await delay(40);
    }
    for (const name of this.#left()) if (await this.locks.take(`draft/${name}`)) return name;
    await this.locks.take(`draft/${this.#name}`);
    return this.#name;
  }

  /** Where closed or other pages keep something. */
  #left(): Set<string> {
    const keys = Object.keys(this.kept.shared ?? {}).map(key => /^assistant\/(?:draft|files)\/(new(?:\/.*)?)$/.exec(key)?.[1]);
    return new Set(keys.filter(name => name !== undefined));
  }
}
