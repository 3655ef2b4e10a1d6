import type { ReactiveController, ReactiveControllerHost } from "lit";
import { strings, type Strings } from "../i18n/index.ts";
import type { Session } from "./session.ts";
import type { State } from "./state.ts";

let session: Session | undefined;

export function provide(value: Session): void { session = value; }

export function currentSession(): Session {
  if (!session) throw new Error("The session is provided before the first component.");
  return session;
}

/** Redraws its component when a part of the state that it reads has changed. */
export class Bound implements ReactiveController {
  readonly #changed = () => {
    const now = this.reads(this.state);
    if (now.every((value, i) => Object.is(value, this.#seen[i]))) return;
    this.#seen = now;
    this.host.requestUpdate();
  };
  #seen: unknown[] = [];

  constructor(private readonly host: ReactiveControllerHost, private readonly reads: (state: State) => unknown[]) {
    host.addController(this);
  }

  get session(): Session { return currentSession(); }
  get state(): State { return this.session.store.state; }
  get text(): Strings { return strings[this.state.language]; }

  hostConnected(): void {
    this.#seen = this.reads(this.state);
    this.session.store.addEventListener("change", this.#changed);
  }

  hostDisconnected(): void {
    this.session.store.removeEventListener("change", this.#changed);
  }
}

/** Does something again and again while its component is there and somebody may look at it. */
export class Every implements ReactiveController {
  #timer?: ReturnType<typeof setInterval>;

  constructor(host: ReactiveControllerHost, private readonly ms: number, private readonly act: () => void) { host.addController(this); }

  hostConnected(): void { this.#timer = setInterval(() => { if (!document.hidden) this.act(); }, this.ms); }

  hostDisconnected(): void { clearInterval(this.#timer); }
}
