import { LitElement, css, html, nothing, type PropertyValues } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { RequestError } from "../directline/types.ts";
import { saveAs } from "../export.ts";
import type { Episode, Fact, Remembered } from "../memory-api.ts";
import { Bound, Every } from "../store/controller.ts";
import { continues, factGroups } from "../store/fact-groups.ts";
import { Forgetting } from "../store/forgetting.ts";
import type { Receipt } from "../page-api.ts";
import { base } from "../styles/base.ts";
import { panel } from "../styles/memory.ts";
import { icon } from "./icons.ts";
import type { MemoryFact } from "./memory-fact.ts";
import "./erase-everything.ts";
import "./erasure-receipt.ts";
import "./forget-everything.ts";
import "./memory-episode.ts";
import "./memory-fact.ts";

const pageSize = 30;

/** What is remembered of the reader: facts, then what was said in conversations; searched, put right, forgotten, paused, taken along. */
@customElement("memory-content")
export class MemoryContent extends LitElement {
  static override styles = [base, panel, css`:host { display: flex; flex-direction: column; min-height: 0; height: 100%; }`];

  @query("input[type=search]") private field?: HTMLInputElement;
  @state() private known?: Remembered;
  @state() private episodes: Episode[] = [];
  @state() private more = false;
  @state() private search = "";
  @state() private failed = false;
  @state() private problem = "";
  @state() private said = "";
  @state() private receipt?: Receipt;
  private searchTimer = 0;
  private asked = 0;
  private readonly forgetting = new Forgetting(() => this.requestUpdate());
  private readonly bound = new Bound(this, state => [state.language]);
  private language = "";
  readonly following = new Every(this, 4000, () => void this.look());

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.forgetting.dispose();
  }

  override willUpdate() {
    // The names of facts come in the reader's language.
    if (this.language === this.bound.state.language) return;
    this.language = this.bound.state.language;
    void this.load();
  }

  override updated(changed: PropertyValues) {
    if ((changed as Map<string, unknown>).get("known") === undefined && changed.has("known")) this.field?.focus();
  }

  override render() {
    const { text } = this.bound;
    const { known } = this;
    if (this.failed) return html`<p class="notice bad" role="alert">${text.memoryLoadFailed}<button type="button" class="button" @click=${this.load}>${text.retry}</button></p>`;
    if (!known) return html`<p class="quiet" role="status">${text.memoryLoading}</p>`;
    if (this.receipt) return html`<erasure-receipt .receipt=${this.receipt}></erasure-receipt>`;
    const erase = html`<erase-everything @erased=${(event: CustomEvent<Receipt>) => { this.receipt = event.detail; }}></erase-everything>`;
    if (!known.available) return html`<div class="lists"><p class="quiet">${text.memoryOff}</p>${erase}</div>`;
    const empty = known.facts.length === 0 && this.episodes.length === 0 && !this.search;
    return html`
      <div class="top">
        ${known.paused ? html`<p class="notice paused"><span>${text.memoryPausedHint}</span>${this.pauseButton(known)}</p>` : html`<div class="about"><p>${text.memoryHint}</p>${this.pauseButton(known)}</div>`}
        ${this.problem ? html`<p class="notice bad" role="alert">${this.problem}</p>` : nothing}
        <div class="search" role="search"><input type="search" aria-label=${text.searchMemory} placeholder=${text.searchMemory} .value=${this.search} @input=${this.searched}>
          <button type="button" class="icon export" aria-label=${text.exportMemory} title=${text.exportMemory} @click=${this.export}>${icon("download")}</button></div>
      </div>
      <p class="hidden" role="status">${this.said}</p>
      <div class="lists" tabindex="-1">${empty ? html`<div class="empty">${icon("memory", 28)}<p><strong>${text.memoryEmpty}</strong></p><p>${text.memoryEmptyHint}</p></div>${erase}` : html`
        <h3 tabindex="-1">${text.facts}</h3>${this.factList(known.facts)}
        <h3 tabindex="-1">${text.episodes}</h3>${this.episodeList()}
        <forget-everything @forget-all=${this.forgetAll}></forget-everything>${erase}`}</div>`;
  }

  private pauseButton({ paused }: Remembered) {
    const { text } = this.bound;
    return html`<button type="button" class="button pause" @click=${this.togglePause}>${icon(paused ? "play" : "pause", 16)}${paused ? text.resumeMemory : text.pauseMemory}</button>`;
  }

  private factList(facts: Fact[]) {
    const { text } = this.bound;
    const groups = factGroups(facts, this.search);
    if (groups.length === 0) return html`<p class="quiet">${this.search.trim() ? text.noFactsFound(this.search.trim()) : text.noFacts}</p>`;
    return html`<ul>${repeat(groups, values => values[0]!.subject, values => html`<li>${repeat(values, each => `${each.id}/${each.from ?? ""}/${each.until ?? ""}`, (each, i) => html`<memory-fact .fact=${each} ?past=${!each.holds && i > 0} .going=${this.forgetting.has(each.id)}
        @open-place=${this.openPlace} @correct=${(event: CustomEvent<string>) => this.correct(event, each)} @undo=${(event: Event) => this.undo(event, each.id)}
        @forget=${(event: Event) => this.forget(event, each.id, () => this.bound.session.remembered.forgetFact(each.id))}></memory-fact>`)}</li>`)}</ul>`;
  }

  private episodeList() {
    const { text } = this.bound;
    if (this.episodes.length === 0) return html`<p class="quiet">${this.search.trim() ? text.noEpisodesFound(this.search.trim()) : text.noEpisodes}</p>`;
    return html`<ul>${repeat(this.episodes, each => each.id, (each, i) => html`<li class=${continues(this.episodes[i - 1], each) ? "continued" : ""}><memory-episode .episode=${each} ?continued=${continues(this.episodes[i - 1], each)} .going=${this.forgetting.has(each.id)}
        @open-place=${this.openPlace} @undo=${(event: Event) => this.undo(event, each.id)}
        @forget=${(event: Event) => this.forget(event, each.id, () => this.bound.session.remembered.forgetEpisode(each.id))}></memory-episode></li>`)}</ul>
      ${this.more ? html`<button type="button" class="button more" @click=${this.showMore}>${text.showMore}</button>` : nothing}`;
  }

  private readonly load = async () => {
    const { remembered, store } = this.bound.session;
    const asked = ++this.asked;
    this.failed = false;
    try {
      const shown = Math.min(100, Math.max(pageSize, this.episodes.length));
      const [known, page] = await Promise.all([remembered.facts(store.state.language), remembered.episodes(this.search.trim(), 0, shown)]);
      if (asked !== this.asked) return;
      [this.known, this.episodes, this.more] = [known, page.items, page.more];
      store.set({ memoryPaused: known.paused });
    } catch {
      if (asked === this.asked) this.failed = true;
    }
  };

  /** What was said is learnt after its answer: the lists follow while they are open. */
  private async look() {
    const { known, receipt, bound: { session: { remembered, store } } } = this;
    const now = known && !receipt ? await remembered.facts(store.state.language).catch(() => known) : known;
    if (this.known === known && JSON.stringify(now) !== JSON.stringify(known)) this.known = now;
  }

  private readonly showMore = () => this.change(async () => {
    const page = await this.bound.session.remembered.episodes(this.search.trim(), this.episodes.length, pageSize);
    [this.episodes, this.more] = [[...this.episodes, ...page.items], page.more];
  });

  private readonly searched = (event: Event) => {
    this.search = (event.target as HTMLInputElement).value;
    clearTimeout(this.searchTimer);
    this.searchTimer = window.setTimeout(this.load, 180);
  };

  private readonly togglePause = () => this.change(async () => {
    await this.bound.session.remembered.setPaused(!this.known!.paused);
    await this.load();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".pause")?.focus();
  });

  private readonly export = () => this.change(async () =>
    saveAs("memory.json", "application/json", JSON.stringify(await this.bound.session.remembered.exported(), null, 2)));

  private readonly openPlace = (event: CustomEvent<string>) => {
    this.bound.session.store.set({ dialog: null });
    this.bound.session.open(event.detail);
  };

  private async correct(event: CustomEvent<string>, fact: Fact) {
    await this.change(async () => {
      await this.bound.session.remembered.correct(fact.id, event.detail);
      await this.load();
      this.said = this.bound.text.corrected;
      await this.updateComplete;
      // The corrected fact is another one, in a line of its own.
      const rows = [...this.renderRoot.querySelectorAll<MemoryFact>("memory-fact")];
      (rows.find(row => row.fact.subject === fact.subject && row.fact.value === event.detail) ?? this.lists).focus();
    });
    if (this.problem) (event.target as MemoryFact).refused();
  }

  private forget(event: Event, id: string, request: () => Promise<void>) {
    this.problem = "";
    this.forgetting.add(id, () => this.change(async () => {
      await request();
      if (this.isConnected) await this.load();
    }));
    this.keepFocus(event);
  }

  private undo(event: Event, id: string) {
    this.forgetting.undo(id);
    this.keepFocus(event);
  }

  private readonly forgetAll = () => this.change(async () => {
    await this.bound.session.remembered.forgetEverything();
    await this.load();
    this.said = this.bound.text.allForgotten;
    this.lists.focus();
  });

  private get lists() { return this.renderRoot.querySelector<HTMLElement>(".lists")!; }

  private keepFocus(event: Event) {
    const row = event.target as LitElement;
    void this.updateComplete.then(() => row.updateComplete).then(() => row.focus());
  }

  private async change(act: () => Promise<void>) {
    const { text } = this.bound;
    this.problem = "";
    try {
      await act();
    } catch (error) {
      this.problem = error instanceof RequestError && error.status === 409 ? text.memoryHeld : text.memoryChangeFailed;
    }
  }
}
