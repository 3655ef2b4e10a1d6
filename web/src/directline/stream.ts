import type { Connection } from "../model.ts";
import { backoff, delay } from "./backoff.ts";
import type { DirectLineClient } from "./client.ts";
import { RequestError, type ActivitySet } from "./types.ts";

export interface StreamEvents {
  activities(set: ActivitySet): void;
  connection(state: Connection): void;
  /** The conversation is not there (any more), or may not be read. */
  ended(): void;
}

/** Follows one conversation over a WebSocket, from a watermark, and comes back by itself after every loss. */
export class ActivityStream {
  readonly #stopped = new AbortController();
  #socket?: WebSocket;
  #wake?: AbortController;
  #attempt = 0;

  constructor(private readonly client: DirectLineClient, private readonly conversation: string, private watermark: string | undefined, private readonly events: StreamEvents) {
    void this.#run();
  }

  close(): void {
    this.#stopped.abort();
    this.#socket?.close();
  }

  /** Tries at once instead of waiting (the network came back, or the person pressed Reconnect). */
  hurry(): void {
    this.#attempt = 0;
    this.#wake?.abort();
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send("");
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    while (!signal.aborted) {
      try {
        await this.#follow(await this.client.stream(this.conversation, this.watermark));
      } catch (error) {
        if (error instanceof RequestError && !error.passing && !signal.aborted) return this.events.ended();
      }
      if (signal.aborted) return;
      this.events.connection(this.#attempt > 2 || !navigator.onLine ? "offline" : "reconnecting");
      this.#wake = new AbortController();
      await delay(backoff(this.#attempt++), AbortSignal.any([signal, this.#wake.signal]));
    }
  }

  #follow(url: string): Promise<void> {
    return new Promise(resolve => {
      const socket = (this.#socket = new WebSocket(socketUrl(url)));
      socket.onopen = () => {
        this.#attempt = 0;
        this.events.connection("online");
      };
      socket.onmessage = ({ data }) => {
        if (!data || socket !== this.#socket || this.#stopped.signal.aborted) return;
        const set = JSON.parse(data as string) as ActivitySet;
        if (set.watermark !== undefined && set.watermark !== null) this.watermark = String(set.watermark);
        this.events.activities(set);
      };
      socket.onclose = () => resolve();
    });
  }
}

/** The stream on the host the page came from, whatever name the server has for itself (a proxy may stand between). */
export function socketUrl(url: string, page: string = location.href): string {
  const target = new URL(url, page);
  const here = new URL(page);
  return `${here.protocol === "https:" ? "wss:" : "ws:"}//${here.host}${target.pathname}${target.search}`;
}
