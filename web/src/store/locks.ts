import { delay } from "../directline/backoff.ts";
import { newId } from "../ids.ts";
import { safeStorage } from "./local-store.ts";

interface Lease { owner: string; until: number }

const settle = 40;

/**
 * Lets one page of this browser at a time do what is named. By the browser's own locks; over plain http, where browsers hide them, by a lease in localStorage, which ends by itself when its page is closed
 * or put to sleep. A lease may be given twice in a rare moment: what is done under it must bear that.
 */
export class Locks {
  /** `lease`: milliseconds that a page which says nothing more keeps it. */
  constructor(
    private readonly native: Pick<LockManager, "request"> | null = globalThis.navigator?.locks ?? null,
    private readonly storage: Pick<Storage, "getItem" | "setItem" | "removeItem"> | undefined = safeStorage(),
    private readonly lease = 10_000) {}

  /** Has it for as long as this page lives, unless another page has. */
  async take(name: string): Promise<boolean> {
    if (this.native) {
      const { native } = this;
      return new Promise(resolve => {
        native.request(`assistant/${name}`, { ifAvailable: true }, lock => {
          resolve(lock !== null);
          return lock && new Promise(() => {});
        }).catch(() => resolve(false));
      });
    }
    const [key, owner] = [`assistant/lease/${name}`, newId()];
    if (!(await this.#take(key, owner))) return false;
    setInterval(() => this.#renew(key, owner), this.lease / 3);
    addEventListener("pagehide", () => this.#giveBack(key, owner));
    return true;
  }

  /** Undefined when `signal` ended the waiting; what `work` throws is thrown. */
  async hold<T>(name: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T | undefined> {
    if (this.native) return this.#native(this.native, `assistant/${name}`, signal, work);
    const key = `assistant/lease/${name}`;
    const owner = newId();
    while (!(await this.#take(key, owner))) {
      await delay(Math.min(500, this.lease / 4), signal);
      if (signal?.aborted) return undefined;
    }
    const renewal = setInterval(() => this.#renew(key, owner), this.lease / 3);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      this.#giveBack(key, owner);
    }
  }

  async #native<T>(native: Pick<LockManager, "request">, name: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T | undefined> {
    let begun = false;
    try {
      return await native.request(name, { signal }, () => { begun = true; return work(); }) as T;
    } catch (error) {
      if (!begun && signal?.aborted) return undefined;
      throw error;
    }
  }

  async #take(key: string, owner: string): Promise<boolean> {
    const held = this.#read(key);
    if (held && held.owner !== owner && this.#lasts(held)) return false;
    if (!this.#write(key, owner)) return true;
    // Two pages may have written in the same moment: the later one has it.
    await delay(settle);
    return this.#read(key)?.owner === owner;
  }

  /** One that ends later than any can was written while the clock was ahead: nobody can tell how long it would hold everything up. */
  #lasts({ until }: Lease): boolean {
    const left = until - Date.now();
    return left > 0 && left <= 2 * this.lease;
  }

  #read(key: string): Lease | undefined {
    try {
      return JSON.parse(this.storage?.getItem(key) ?? "null") ?? undefined;
    } catch { return undefined; }
  }

  /** False when nothing can be kept: there is no other page to think of then. */
  #write(key: string, owner: string): boolean {
    try {
      this.storage?.setItem(key, JSON.stringify({ owner, until: Date.now() + this.lease } satisfies Lease));
      return this.storage !== undefined;
    } catch { return false; }
  }

  /** A page that was asleep for longer than its lease may find that another has it. */
  #renew(key: string, owner: string): void {
    if (this.#read(key)?.owner === owner) this.#write(key, owner);
  }

  #giveBack(key: string, owner: string): void {
    if (this.#read(key)?.owner !== owner) return;
    try { this.storage?.removeItem(key); } catch { /* as above */ }
  }
}
