import type { Rating } from "../model.ts";
import type { PageApi } from "../page-api.ts";
import type { Store } from "./state.ts";

/** What the person thinks of answers: shown at once, put back when the server does not keep it. */
export class Ratings {
  /** What was sent last of each answer: the next waits for it, so that the last one given is the one that the server keeps. */
  readonly #sent = new Map<string, Promise<unknown>>();

  constructor(private readonly store: Store, private readonly api: Pick<PageApi, "ratings" | "rate">) {}

  async load(conversation: string): Promise<void> {
    const given = await this.api.ratings(conversation).catch(() => []);
    if (this.store.state.current === conversation) this.store.set({ ratings: Object.fromEntries(given.map(({ answerId, rating, reason }) => [answerId, { rating, reason }])) });
  }

  /** The same thumb without a reason again takes it back. */
  async press(answer: string, rating: "like" | "dislike"): Promise<void> {
    await this.#give(answer, this.store.state.ratings[answer]?.rating === rating ? { rating: null } : { rating });
  }

  async explain(answer: string, reason: string): Promise<void> {
    await this.#give(answer, { rating: this.store.state.ratings[answer]?.rating ?? null, reason });
  }

  async #give(answer: string, rating: Rating): Promise<void> {
    const { current, ratings: before } = this.store.state;
    if (current === null) return;
    this.store.set({ ratings: { ...before, [answer]: rating } });
    const sent = (this.#sent.get(answer) ?? Promise.resolve()).then(() => this.api.rate(current, answer, rating)).catch(() => {
      const { [answer]: shown, ...others } = this.store.state.ratings;
      // Another one was given since, or another conversation is open.
      if (shown !== rating) return;
      this.store.set({ ratings: before[answer] ? { ...others, [answer]: before[answer] } : others });
    });
    this.#sent.set(answer, sent);
    await sent;
  }
}
