import type { DirectLineClient } from "../directline/client.ts";
import { ActivityStream } from "../directline/stream.ts";
import type { ActivitySet } from "../directline/types.ts";
import { read } from "../wire.ts";
import type { Store } from "./state.ts";
import { apply, type Timeline } from "./timeline.ts";

/** Puts what happens in the open conversation into the store, one redraw a frame of the stream. */
export class Follower {
  #stream?: ActivityStream;

  constructor(private readonly client: DirectLineClient, private readonly store: Store, private readonly answered: () => void) {}

  /** `fresh`: a conversation that was just started holds nothing to wait for. */
  follow(conversation: string | null, fresh = false): void {
    this.#stream?.close();
    this.#stream = undefined;
    if (conversation === null) return;
    if (!fresh) void this.#history(conversation);
    this.#stream = new ActivityStream(this.client, conversation, undefined, {
      activities: set => this.#take(conversation, set),
      connection: connection => { if (this.store.state.current === conversation) this.store.set({ connection, ...(connection === "online" ? { loading: false } : {}) }); },
      ended: () => { if (this.store.state.current === conversation) this.store.set({ problem: "gone", loading: false }); },
    });
  }

  hurry(): void { this.#stream?.hurry(); }

  /** The past by plain HTTP too: it is there before the socket is, and where sockets are blocked. */
  async #history(conversation: string): Promise<void> {
    try {
      this.#take(conversation, await this.client.activities(conversation));
    } catch {
      if (this.store.state.current === conversation && this.store.state.messages.length === 0 && !this.store.state.problem) this.store.set({ problem: "load", loading: false });
    }
  }

  #take(conversation: string, set: ActivitySet): void {
    const { state } = this.store;
    if (state.current !== conversation) return;
    let timeline: Timeline = { messages: state.messages, live: state.live };
    let answers = 0;
    for (const activity of set.activities ?? []) {
      const incoming = read(activity);
      if (!incoming) continue;
      if (incoming.kind === "answer") answers++;
      timeline = apply(timeline, incoming);
    }
    this.store.set({ ...timeline, loading: false, problem: null });
    if (answers > 0) this.answered();
  }
}
