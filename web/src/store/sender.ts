import { backoff, delay } from "../directline/backoff.ts";
import type { DirectLineClient, OutgoingFile } from "../directline/client.ts";
import { RequestError, type WireActivity } from "../directline/types.ts";
import type { UserMessage } from "../model.ts";
import type { Blobs } from "./blobs.ts";
import { Locks } from "./locks.ts";
import type { LocalStore } from "./local-store.ts";

export interface Sending {
  /** BCP 47, of the page as it is now. */
  language(): string;
  /** Part of the files that is on the server, 0 to 1. */
  progress(id: string, fraction: number): void;
  changed(message: UserMessage): void;
  /** Another page of this browser has sent it or taken it back. */
  taken(message: UserMessage): void;
}

const attempts = 6;

/** The browser has cleared its store, or they were changed on disk: these files of a message cannot be sent. */
class FilesGone extends Error {
  constructor(readonly names: string[]) { super(); }
}

/**
 * Delivers our messages, again and again while the server is away; each carries an id by which the server knows a second copy. Those of one conversation go one after the other, from one page
 * of this browser at a time; those of another wait for none of them.
 */
export class Sender {
  readonly #aborts = new Map<string, AbortController>();
  readonly #queues = new Map<string, Promise<void>>();
  #wake = new AbortController();

  constructor(private readonly client: DirectLineClient, private readonly local: LocalStore, private readonly blobs: Blobs, private readonly sending: Sending, private readonly locks = new Locks()) {}

  /** From now on `cancel` takes the message back, also while its conversation has no id. */
  track(id: string): AbortSignal {
    const known = this.#aborts.get(id) ?? new AbortController();
    this.#aborts.set(id, known);
    return known.signal;
  }

  send(conversation: string, message: UserMessage, signal = this.track(message.id)): Promise<void> {
    const before = this.#queues.get(conversation) ?? Promise.resolve();
    const sent = before.catch(() => {}).then(() => this.locks.hold(`send/${conversation}`, signal, () => this.#deliver(conversation, message, signal))).finally(() => {
      if (this.#aborts.get(message.id)?.signal === signal) this.#aborts.delete(message.id);
      if (this.#queues.get(conversation) === sent) this.#queues.delete(conversation);
    });
    this.#queues.set(conversation, sent);
    return sent;
  }

  /** Takes back a message that is not there yet. */
  cancel(id: string): void {
    this.#aborts.get(id)?.abort();
    this.#aborts.delete(id);
  }

  /** The connection is back: do not wait out the pause. */
  hurry(): void {
    this.#wake.abort();
    this.#wake = new AbortController();
  }

  /** Does it again and again while the server is away; undefined when the message was taken back or refused, which is told. */
  async insist<T>(message: UserMessage, signal: AbortSignal, work: () => Promise<T>): Promise<T | undefined> {
    let woken = this.#wake;
    for (let attempt = 0; !signal.aborted; attempt++) {
      if (this.local.isTaken(message.id)) return void this.sending.taken(message);
      try {
        this.sending.changed({ ...message, delivery: "sending", problem: undefined, gone: undefined });
        return await work();
      } catch (error) {
        if (signal.aborted) return undefined;
        if (error instanceof FilesGone) return void this.sending.changed({ ...message, delivery: "failed", gone: error.names });
        const problem = error instanceof RequestError ? error : new RequestError(400);
        if (!problem.passing || (problem.status !== 0 && attempt >= attempts)) return void this.sending.changed({ ...message, delivery: "failed", problem: String(problem.status) });
        this.sending.changed({ ...message, delivery: "waiting", problem: String(problem.status) });
        // What broke off when the network changed is tried again soon, however long the network had been away.
        if (woken !== this.#wake) [woken, attempt] = [this.#wake, 0];
        await delay(problem.retryAfterMs ?? backoff(attempt), AbortSignal.any([signal, this.#wake.signal]));
      }
    }
    return undefined;
  }

  async #deliver(conversation: string, message: UserMessage, signal: AbortSignal): Promise<void> {
    const sent = await this.insist(message, signal, async () => ({ activityId: await this.#post(conversation, message, signal) }));
    if (!sent) return;
    this.local.forget(message.id);
    this.sending.changed({ ...message, ...sent, delivery: "sent" });
    void this.blobs.remove(message.files.map(file => file.id));
  }

  async #post(conversation: string, message: UserMessage, signal: AbortSignal): Promise<string | undefined> {
    const activity: WireActivity & { localTimezone: string; textFormat: string; localTimestamp: string } = {
      type: "message", text: message.text, textFormat: "plain", locale: this.sending.language(),
      localTimezone: Intl.DateTimeFormat().resolvedOptions().timeZone, localTimestamp: message.at, channelData: { clientActivityID: message.id }, value: message.value,
    };
    if (message.files.length === 0) return this.client.post(conversation, activity, signal);
    const files: OutgoingFile[] = [];
    const gone: string[] = [];
    for (const file of message.files) {
      const blob = await this.blobs.get(file.id);
      if (blob) files.push({ name: file.name, blob });
      else gone.push(file.name);
    }
    // A question about two files must not go out with one.
    if (gone.length > 0) throw new FilesGone(gone);
    this.sending.progress(message.id, 0);
    return this.client.upload(conversation, activity, files, fraction => this.sending.progress(message.id, fraction), signal);
  }
}
