import { RequestError } from "../directline/types.ts";
import type { Conversation } from "../model.ts";
import type { PageApi } from "../page-api.ts";
import type { Store } from "./state.ts";

const undoMs = 7000;
// Deleted while the page was being left: the list that the next page asks for may be older than that.
const leavingKey = "assistant.removed";

/** The list of conversations: search, rename, and delete with a while to think better of it. */
export class Directory {
  #pending?: { conversation: Conversation; timer: ReturnType<typeof setTimeout> };
  #searchTimer?: ReturnType<typeof setTimeout>;
  /** Leads to what is older than the list. */
  #next?: string;

  constructor(private readonly store: Store, private readonly api: PageApi, private readonly left: (id: string) => void) {
    addEventListener("pagehide", () => {
      if (this.#pending) sessionStorage.setItem(leavingKey, this.#pending.conversation.id);
      this.#commit();
    });
  }

  /** The newest again; older ones that were listed stay. */
  async refresh(): Promise<void> {
    try {
      const { conversations, next, memoryPaused } = await this.api.list();
      const older = next === undefined ? [] : olderThan(conversations, this.store.state.conversations);
      if (older.length === 0) this.#next = next;
      this.store.set({ conversations: this.#shown([...conversations, ...older]), older: this.#next === undefined ? "none" : "there", memoryPaused, listProblem: false });
    } catch {
      this.store.set({ listProblem: true });
    }
  }

  /** Adds the next older ones to the list; the number of those that came. */
  async more(): Promise<number> {
    if (this.#next === undefined || this.store.state.older === "loading") return 0;
    this.store.set({ older: "loading" });
    try {
      const { conversations, next } = await this.api.list(this.#next);
      const here = this.store.state.conversations;
      const added = this.#shown(conversations).filter(each => !here.some(known => known.id === each.id));
      this.#next = next;
      this.store.set({ conversations: [...here, ...added], older: next === undefined ? "none" : "there" });
      // What was answered since the newest were asked for stands above where this went on, and was in neither.
      void this.refresh();
      return added.length;
    } catch {
      this.store.set({ older: "failed" });
      return 0;
    }
  }

  search(text: string): void {
    clearTimeout(this.#searchTimer);
    this.store.set({ search: text, searchProblem: false, found: text.trim() ? this.store.state.found : null });
    if (text.trim()) this.#searchTimer = setTimeout(() => void this.#find(text), 180);
  }

  async rename(conversation: Conversation, title: string): Promise<void> {
    this.store.set({ unrenamed: null, ...this.#titled(conversation.id, title) });
    await this.api.rename(conversation.id, title).catch(() => this.store.set({ unrenamed: conversation, ...this.#titled(conversation.id, conversation.title) }));
  }

  remove(conversation: Conversation): void {
    this.#commit();
    this.left(conversation.id);
    this.store.set({ removed: conversation, held: null, ...this.#without(conversation.id) });
    this.#pending = { conversation, timer: setTimeout(() => this.#commit(), undoMs) };
  }

  undo(): void {
    if (!this.#pending) return;
    clearTimeout(this.#pending.timer);
    this.#pending = undefined;
    this.store.set({ removed: null });
    void this.refresh();
  }

  #commit(): void {
    const pending = this.#pending;
    if (!pending) return;
    clearTimeout(pending.timer);
    this.#pending = undefined;
    this.store.set({ removed: null });
    this.api.remove(pending.conversation.id).catch(error => {
      sessionStorage.removeItem(leavingKey);
      if (error instanceof RequestError && error.status === 409) this.store.set({ held: pending.conversation });
      return this.refresh();
    });
  }

  async #find(text: string): Promise<void> {
    const found = await this.api.search(text.trim()).catch(() => null);
    if (this.store.state.search === text) this.store.set({ found, searchProblem: found === null });
  }

  #shown(conversations: Conversation[]): Conversation[] {
    return conversations.filter(each => each.id !== this.#pending?.conversation.id && each.id !== sessionStorage.getItem(leavingKey));
  }

  #titled(id: string, title: string) {
    const { conversations, found } = this.store.state;
    const named = (each: Conversation) => (each.id === id ? { ...each, title } : each);
    return { conversations: conversations.map(named), found: found?.map(named) ?? null };
  }

  #without(id: string) {
    const { conversations, found } = this.store.state;
    return { conversations: conversations.filter(each => each.id !== id), found: found?.filter(each => each.id !== id) ?? null };
  }
}

/** Those listed that are no part of the newest, being older. */
function olderThan(newest: Conversation[], listed: Conversation[]): Conversation[] {
  const last = newest.at(-1);
  return last === undefined ? [] : listed.filter(each => each.at <= last.at && !newest.some(known => known.id === each.id));
}
