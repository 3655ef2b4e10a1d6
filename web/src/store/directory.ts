import { RequestError } from "../directline/types.ts";
import type { Conversation } from "../model.ts";
import type { PageApi } from "../page-api.ts";
import type { Store } from "./state.ts";

const undoMs = 7000;
// Deleted while the page was being left: the list that the next page asks for may be older than that.
const leavingKey = "assistant.removed";

/** The list of conversations: search, rename, and delete with a while to think better of it. */
export class Directory {
  #pending?: { conversation: Conversation; timer: number };
  #searchTimer = 0;

  constructor(private readonly store: Store, private readonly api: PageApi, private readonly left: (id: string) => void) {
    addEventListener("pagehide", () => {
      if (this.#pending) sessionStorage.setItem(leavingKey, this.#pending.conversation.id);
      this.#commit();
    });
  }

  async refresh(): Promise<void> {
    try {
      const { conversations, memoryPaused } = await this.api.list();
      this.store.set({ conversations: conversations.filter(each => each.id !== this.#pending?.conversation.id && each.id !== sessionStorage.getItem(leavingKey)), memoryPaused, listProblem: false });
    } catch {
      this.store.set({ listProblem: true });
    }
  }

  search(text: string): void {
    clearTimeout(this.#searchTimer);
    this.store.set({ search: text, found: text.trim() ? this.store.state.found : null });
    if (!text.trim()) return;
    this.#searchTimer = window.setTimeout(async () => {
      const found = await this.api.list(text.trim()).then(each => each.conversations, () => null);
      if (this.store.state.search === text) this.store.set({ found });
    }, 180);
  }

  async rename(conversation: Conversation, title: string): Promise<void> {
    const before = this.store.state.conversations;
    this.store.set({ conversations: before.map(each => (each.id === conversation.id ? { ...each, title } : each)) });
    await this.api.rename(conversation.id, title).catch(() => this.store.set({ conversations: before }));
  }

  remove(conversation: Conversation): void {
    this.#commit();
    this.left(conversation.id);
    this.store.set({ removed: conversation, held: null, ...this.#without(conversation.id) });
    this.#pending = { conversation, timer: window.setTimeout(() => this.#commit(), undoMs) };
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

  #without(id: string) {
    const { conversations, found } = this.store.state;
    return { conversations: conversations.filter(each => each.id !== id), found: found?.filter(each => each.id !== id) ?? null };
  }
}
