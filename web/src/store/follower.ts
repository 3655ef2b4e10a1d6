import type { DirectLineClient } from "../directline/client.ts";
import { ActivityStream } from "../directline/stream.ts";
import type { ActivitySet } from "../directline/types.ts";
import type { UserMessage } from "../model.ts";
import { read } from "../wire.ts";
import type { Store } from "./state.ts";
import { apply, unanswered, type Timeline } from "./timeline.ts";

export interface Following {
  /** Ids of a conversation's activities whose turns run or wait. */
  waiting(conversation: string): Promise<string[]>;
  /** An answer came in. */
  answered(): void;
  /** The server has this message of the person's. */
  arrived(message: UserMessage): void;
}

/** Puts what happens in the open conversation into the store, one redraw a frame of the stream. */
export class Follower {
  #stream?: ActivityStream;

  constructor(private readonly client: DirectLineClient, private readonly store: Store, private readonly following: Following) {}

  /** `fresh`: a conversation that was just started holds nothing to wait for. */
  follow(conversation: string | null, fresh = false): void {
    this.#stream?.close();
    this.#stream = undefined;
    if (conversation === null) return;
    if (!fresh) void this.#history(conversation).then(() => this.settle());
    let before = false;
    this.#stream = new ActivityStream(this.client, conversation, undefined, {
      activities: set => this.#take(conversation, set),
      connection: connection => {
        if (this.store.state.current !== conversation) return;
        this.store.set({ connection, ...(connection === "online" ? { loading: false } : {}) });
        if (connection !== "online") return;
        if (before) void this.settle();
        before = true;
      },
      ended: () => { if (this.store.state.current === conversation) this.store.set({ problem: "gone", loading: false }); },
    });
  }

  hurry(doubtful: number): void { this.#stream?.hurry(doubtful); }

  /**
   * Ends a turn that seems to run here and does not: that a turn was stopped is told to whoever listens just then, and kept nowhere else than in what still waits. Its answer, if it has one after
   * all, is fetched first.
   */
  async settle(): Promise<void> {
    const { current } = this.store.state;
    const asked = unanswered(this.store.state);
    if (current === null || asked === undefined) return;
    const waiting = await this.following.waiting(current).catch(() => undefined);
    if (!waiting || waiting.includes(asked)) return;
    if (!(await this.#history(current, this.#stream?.position)) || this.store.state.current !== current || unanswered(this.store.state) !== asked) return;
    this.store.set(apply(this.store.state, { kind: "stopped", replyTo: asked }));
  }

  /** The past by plain HTTP too: it is there before the socket is, and where sockets are blocked. False when it could not be had. */
  async #history(conversation: string, after?: string): Promise<boolean> {
    try {
      this.#take(conversation, await this.client.activities(conversation, after));
      return true;
    } catch {
      if (this.store.state.current === conversation && this.store.state.messages.length === 0 && !this.store.state.problem) this.store.set({ problem: "load", loading: false });
      return false;
    }
  }

  #take(conversation: string, set: ActivitySet): void {
    const { state } = this.store;
    if (state.current !== conversation) return;
    let timeline: Timeline = { messages: state.messages, live: state.live };
    let answers = 0;
    const arrived: UserMessage[] = [];
    for (const activity of set.activities ?? []) {
      const incoming = read(activity);
      if (!incoming) continue;
      if (incoming.kind === "answer") answers++;
      if (incoming.kind === "user") arrived.push(incoming.message);
      timeline = apply(timeline, incoming);
    }
    this.store.set({ messages: timeline.messages, live: timeline.live, loading: false, problem: null });
    for (const message of arrived) this.following.arrived(message);
    if (answers > 0) this.following.answered();
  }
}
