/** What is about to be forgotten, with a while to think better of it; what waits when the panel or the page is left is forgotten then. */
export class Forgetting {
  readonly #pending = new Map<string, { timer: number; act: () => Promise<void> }>();
  readonly #leave = () => this.flush();

  constructor(private readonly changed: () => void, private readonly undoMs = 7000) {
    globalThis.addEventListener?.("pagehide", this.#leave);
  }

  has(id: string): boolean { return this.#pending.has(id); }

  add(id: string, act: () => Promise<void>): void {
    if (this.#pending.has(id)) return;
    this.#pending.set(id, { act, timer: setTimeout(() => this.#commit(id), this.undoMs) as unknown as number });
    this.changed();
  }

  undo(id: string): void {
    clearTimeout(this.#pending.get(id)?.timer);
    this.#pending.delete(id);
    this.changed();
  }

  flush(): void {
    for (const id of [...this.#pending.keys()]) this.#commit(id);
  }

  dispose(): void {
    this.flush();
    globalThis.removeEventListener?.("pagehide", this.#leave);
  }

  /** It stays marked until it is gone, so that it does not come back for the time of a request. */
  #commit(id: string): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    clearTimeout(pending.timer);
    void pending.act().finally(() => { this.#pending.delete(id); this.changed(); });
  }
}
