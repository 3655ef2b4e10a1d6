import { newId } from "../ids.ts";

/** Conversations that are not on the server yet. Each has a name of its own, so that two which begin at the same time stay two; it is started once, however many messages of it wait. */
export class NewConversations {
  readonly #starts = new Map<string, Promise<string>>();
  /** Those whose last start failed. */
  readonly #failed = new Set<string>();
  #open = newId();

  constructor(private readonly start: (name: string) => Promise<string>) {}

  /** The name of the one that is open, or would be begun next. */
  get open(): string { return this.#open; }

  /** Opens another: the one of a message that was never sent, or one of its own. */
  next(unsent?: string): void { this.#open = unsent ?? newId(); }

  /** It is on its way to the server, as far as is known, or there. */
  isStarted(name: string): boolean { return this.#starts.has(name) && !this.#failed.has(name); }

  /** The id on the server. One that could not be started may be tried again. */
  idOf(name: string): Promise<string> {
    let started = this.#starts.get(name);
    if (!started) {
      started = this.start(name);
      this.#starts.set(name, started);
      started.then(() => this.#failed.delete(name), () => {
        this.#failed.add(name);
        this.#starts.delete(name);
      });
    }
    return started;
  }
}
