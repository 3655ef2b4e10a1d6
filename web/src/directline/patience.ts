/** Gives up a request on which nothing is heard for so long: a connection that died without a word looks open for minutes. */
export class Patience {
  readonly #spent = new AbortController();
  #timer?: ReturnType<typeof setTimeout>;

  constructor(private readonly ms: number) { this.heard(); }

  get signal(): AbortSignal { return this.#spent.signal; }

  /** Something came or went: the wait begins anew. */
  heard(ms = this.ms): void {
    this.end();
    this.#timer = setTimeout(() => this.#spent.abort(), ms);
  }

  end(): void { clearTimeout(this.#timer); }
}
