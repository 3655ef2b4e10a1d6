import { call } from "./http.ts";
import { RequestError } from "./types.ts";

interface Session { userId: string; token: string; expires_in: number }

/** Who this browser is to the server: a cookie that only the server reads, and a token for an hour's half, renewed here. */
export class Access {
  #session?: Promise<Session>;
  #renewAt = 0;

  constructor(private readonly askKey: () => Promise<string>, private readonly url = "/api/page/session", private readonly patience?: number) {}

  async token(): Promise<string> { return (await this.#current()).token; }

  async userId(): Promise<string> { return (await this.#current()).userId; }

  /** Makes a request, once more with a fresh token when the first is not accepted. */
  async with<T>(request: (token: string) => Promise<T>): Promise<T> {
    const token = await this.token();
    try {
      return await request(token);
    } catch (error) {
      if (!(error instanceof RequestError) || (error.status !== 401 && error.status !== 403)) throw error;
      if ((await this.token()) === token) this.#session = undefined;
      return request(await this.token());
    }
  }

  #current(): Promise<Session> {
    if (this.#session && Date.now() < this.#renewAt) return this.#session;
    const asked = (this.#session = this.#ask());
    asked.then(
      ({ expires_in }) => { this.#renewAt = Date.now() + expires_in * 666; },
      () => { if (this.#session === asked) this.#session = undefined; });
    this.#renewAt = Infinity;
    return asked;
  }

  async #ask(key?: string): Promise<Session> {
    try {
      return await call<Session>(this.url, { method: "POST", token: key, patience: this.patience });
    } catch (error) {
      if (!(error instanceof RequestError) || error.status !== 401) throw error;
      return this.#ask(await this.askKey());
    }
  }
}
