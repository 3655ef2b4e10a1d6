import type { Access } from "./directline/access.ts";
import { call, type Call } from "./directline/http.ts";
import type { Language } from "./i18n/index.ts";

/** A value that is or was known of the reader; those of one subject are of the same thing. */
export interface Fact { id: string; subject: string; label: string; value: string; holds: boolean; from?: string; until?: string; learntAt: string; quote: string }

/** A conversation that can be opened. */
export interface Place { id: string; title: string }

/** Words that a fact rests on; `entered`: put right in the list itself. */
export interface Origin { quote: string; at: string; conversation?: Place; entered?: boolean }

export type EpisodeSource = "user" | "assistant" | "picture" | "recording" | "document" | "tool" | "otherPerson";

/** Something that was said or read. */
export interface Episode { id: string; at: string; speaker: string; source: EpisodeSource; text: string; conversation?: Place }

export interface Remembered { available: boolean; paused: boolean; facts: Fact[] }

/** Milliseconds: of years there is much to gather or to take away. */
const longest = 600_000;

/** What is remembered of the reader (docs/page-api.md). */
export class MemoryApi {
  /** What is being changed: who looks meanwhile must not be shown what was before. */
  #changes: Promise<unknown> = Promise.resolve();

  constructor(private readonly access: Access, private readonly base = "/api/page/memory") {}

  facts(language: Language): Promise<Remembered> { return this.#look(`?language=${language}`); }

  episodes(search: string, skip: number, limit: number): Promise<{ items: Episode[]; more: boolean }> {
    const page = `?skip=${skip}&limit=${limit}`;
    // The words go in the body: addresses end in logs.
    return search ? this.#look(`/episodes/search${page}`, { method: "POST", json: { search } }) : this.#look(`/episodes${page}`);
  }

  async why(fact: string): Promise<Origin[]> { return (await this.#look<{ origins: Origin[] }>(`${this.#fact(fact)}/why`)).origins; }

  correct(fact: string, value: string): Promise<void> { return this.#change(this.#fact(fact), { method: "PATCH", json: { value } }); }

  forgetFact(fact: string): Promise<void> { return this.#change(this.#fact(fact), { method: "DELETE" }); }

  forgetEpisode(id: string): Promise<void> { return this.#change(`/episodes?id=${encodeURIComponent(id)}`, { method: "DELETE" }); }

  forgetEverything(): Promise<void> { return this.#change("", { method: "DELETE", patience: longest }); }

  setPaused(paused: boolean): Promise<void> { return this.#change(paused ? "/pause" : "/resume", { method: "POST" }); }

  exported(): Promise<unknown> { return this.#look("/export", { patience: longest }); }

  #fact(id: string): string { return `/facts/${encodeURIComponent(id)}`; }

  async #look<T>(path: string, how: Call = {}): Promise<T> {
    await this.#changes;
    return this.access.with(token => call<T>(this.base + path, { ...how, token }));
  }

  /** It is made though the page is left. */
  #change(path: string, how: Call): Promise<void> {
    const change = this.access.with(token => call<void>(this.base + path, { ...how, token, keepalive: true }));
    this.#changes = Promise.allSettled([this.#changes, change]);
    return change;
  }
}
