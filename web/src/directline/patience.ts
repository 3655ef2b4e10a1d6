/** Gives up a request on which nothing is heard for so long: a connection that died without a word looks open for minutes. */
export class Patience {
  static readonly #running = new Set<Patience>();
  readonly #spent = new AbortController();
  #timer?: ReturnType<typeof setTimeout>;
  #heardAt = 0;
  #isDoubted = false;

  constructor(private readonly ms: number) { this.heard(); }

  /** The network may be another one: of all requests, those that were silent for `silence` milliseconds have only `grace` more to show that they live. */
  static doubt(silence: number, grace = 2000): void {
    for (const each of Patience.#running) if (Date.now() - each.#heardAt >= silence) each.#doubt(grace);
  }

  get signal(): AbortSignal { return this.#spent.signal; }

  /** Given up because the network may have changed: on the one that is here now it may be answered at once. */
  get isLeftBehind(): boolean { return this.#isDoubted && this.#spent.signal.aborted; }

  /** Something came or went: the wait begins anew. */
  heard(ms = this.ms): void {
    this.#isDoubted = false;
    this.#heardAt = Date.now();
    this.#wait(ms);
  }

  end(): void {
    clearTimeout(this.#timer);
    Patience.#running.delete(this);
  }

  #doubt(grace: number): void {
    this.#isDoubted = true;
    this.#wait(grace);
  }

  #wait(ms: number): void {
    clearTimeout(this.#timer);
    Patience.#running.add(this);
    this.#timer = setTimeout(() => { this.end(); this.#spent.abort(); }, ms);
  }
}
