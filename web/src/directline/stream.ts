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

// The server says something every 15 s, be it an empty frame: a socket that is silent for longer is dead, however open it looks (a laptop that slept, a network that changed).
const longestSilence = 40_000;

/** Follows one conversation over a WebSocket, from a watermark, and comes back by itself after every loss. */
export class ActivityStream {
  readonly #stopped = new AbortController();
  #socket?: WebSocket;
  #drop?: () => void;
  /** When the server was last heard, by the clock that goes on while a machine sleeps. */
  #heard = 0;
  #wake?: AbortController;
  #attempt = 0;

  constructor(private readonly client: DirectLineClient, private readonly conversation: string, private watermark: string | undefined, private readonly events: StreamEvents, private readonly silence = longestSilence) {
    void this.#run();
  }

  /** The watermark that it goes on from. */
  get position(): string | undefined { return this.watermark; }

  close(): void {
    this.#stopped.abort();
    this.#drop?.();
  }

  /** Tries at once instead of waiting (the network came back, the page is looked at again, or the person pressed Reconnect); a socket that may be dead is left for a new one. */
  hurry(doubtful: number): void {
    this.#attempt = 0;
    this.#wake?.abort();
    if (this.#socket && this.#socket.readyState <= WebSocket.OPEN && Date.now() - this.#heard >= doubtful) this.#drop?.();
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
      this.#heard = Date.now();
      const watch = setInterval(() => { if (Date.now() - this.#heard > this.silence) drop(); }, this.silence / 8);
      const drop = (this.#drop = () => {
        clearInterval(watch);
        // A dead socket takes its time to close: nobody waits for it.
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
        resolve();
      });
      socket.onopen = () => {
        this.#attempt = 0;
        this.events.connection("online");
      };
      socket.onmessage = ({ data }) => {
        this.#heard = Date.now();
        if (!data || this.#stopped.signal.aborted) return;
        const set = JSON.parse(data as string) as ActivitySet;
        if (set.watermark !== undefined && set.watermark !== null) this.watermark = String(set.watermark);
        this.events.activities(set);
      };
      socket.onclose = drop;
    });
  }
}

/** The stream on the host the page came from, whatever name the server has for itself (a proxy may stand between). */
export function socketUrl(url: string, page: string = location.href): string {
  const target = new URL(url, page);
  const here = new URL(page);
  return `${here.protocol === "https:" ? "wss:" : "ws:"}//${here.host}${target.pathname}${target.search}`;
}
