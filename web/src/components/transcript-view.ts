import { LitElement, css, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { beginning, finishedSentences, plain } from "../markdown/citations.ts";
import type { Message } from "../model.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { ReaderMoves } from "./reader-moves.ts";
import { icon } from "./icons.ts";
import { progressText } from "../i18n/words.ts";
import "./answer-turn.ts";
import "./empty-state.ts";
import "./live-turn.ts";
import "./user-turn.ts";

/** The messages. The view follows what grows only while the reader is at the end; a live region tells finished sentences. */
@customElement("transcript-view")
export class TranscriptView extends LitElement {
  static override styles = [base, css`
    :host { display: block; position: relative; min-height: 0; }
    .scroll { height: 100%; overflow-y: auto; overflow-anchor: none; scrollbar-width: thin; scrollbar-gutter: stable both-edges; }
    .column { display: flex; flex-direction: column; max-width: 788px; min-height: 100%; margin: 0 auto; padding: 24px 24px 32px; }
    .column > empty-state { flex: 1; }
    user-turn { margin-top: 28px; }
    answer-turn, live-turn { margin-top: 20px; }
    .column > :first-child { margin-top: 0; }
    answer-turn + answer-turn { margin-top: 24px; }
    user-turn + user-turn { margin-top: 12px; }
    .latest { position: absolute; bottom: 12px; left: 50%; translate: -50%; display: flex; align-items: center; gap: 6px; min-height: 36px; padding: 0 14px 0 10px; border: 1px solid var(--line); border-radius: 18px; background: var(--ground); box-shadow: var(--shadow); font-size: 13px; }
    .latest:focus-visible { border-radius: 18px; }
    .notice { margin: auto; color: var(--secondary); text-align: center; }
    .notice .button { margin-top: 12px; }
    .wait { height: 72px; border-radius: 14px; background: var(--field); opacity: .6; animation: breathe 1.4s ease-in-out infinite; }
    .wait + .wait { margin-top: 20px; width: 72%; }
    @keyframes breathe { 50% { opacity: .25; } }
    @media (max-width: 699px) { .column { padding: 16px 14px 24px; } }
  `];

  @state() private behind = false;
  @state() private spoken = "";
  @query(".scroll") private frame!: HTMLElement;
  private atEnd = true;
  private seen = { top: 0, height: 0 };
  private changedAt = 0;
  private readonly moves = new ReaderMoves();
  private conversation: string | null = null;
  private announced = 0;
  private told = new Set<string>();
  private readonly resized = new ResizeObserver(() => this.settle());
  private readonly bound = new Bound(this, state => [state.language, state.messages, state.live, state.current, state.loading, state.problem, state.cited]);

  override firstUpdated() {
    this.moves.watch(this.frame);
    this.resized.observe(this.frame);
    this.resized.observe(this.renderRoot.querySelector(".column")!);
  }

  override render() {
    const { text, state } = this.bound;
    const { messages, live } = state;
    const last = messages.at(-1);
    return html`
      <div class="scroll" tabindex="0" role="region" aria-label=${text.transcriptLabel} @scroll=${this.scrolled} @cite=${this.cited}>
        <div class="column">${this.notice() ?? html`
          ${repeat(messages, each => each.id, each => this.message(each, each === last))}
          ${live ? html`<live-turn .turn=${live}></live-turn>` : nothing}`}</div>
      </div>
      ${this.behind ? html`<button type="button" class="latest" @click=${this.toEnd}>${icon("down", 16)}${text.latest}</button>` : nothing}
      <div class="hidden" role="status" aria-live="polite">${this.spoken}</div>`;
  }

  override updated() {
    this.changedAt = performance.now();
  }

  /** Follows a new conversation or an own message to the end at once. */
  override willUpdate() {
    const { current, begun, messages, live } = this.bound.state;
    if (current !== this.conversation) {
      const started = this.conversation === null && current === begun;
      this.conversation = current;
      this.atEnd = true;
      if (!started) { this.told = new Set(); this.announced = 0; this.spoken = ""; }
    }
    if (messages.at(-1)?.role === "user" && !this.told.has(messages.at(-1)!.id)) {
      this.told.add(messages.at(-1)!.id);
      this.atEnd = true;
    }
    this.announce(live?.text);
  }

  private notice() {
    const { text, state, session } = this.bound;
    if (state.problem === "gone") return html`<div class="notice"><p>${text.gone}</p><button type="button" class="button" @click=${() => session.newConversation()}>${text.newConversation}</button></div>`;
    if (state.messages.length > 0 || state.live) return undefined;
    if (state.problem === "load") return html`<div class="notice"><p>${text.loadFailed}</p><button type="button" class="button" @click=${() => session.reconnect()}>${text.reconnect}</button></div>`;
    if (state.loading) return html`<div class="wait" aria-hidden="true"></div><div class="wait" aria-hidden="true"></div>`;
    return html`<empty-state></empty-state>`;
  }

  private message(message: Message, last: boolean) {
    const { cited, sourcesOpen } = this.bound.state;
    return message.role === "user"
      ? html`<user-turn .message=${message} ?answered=${message.files.length > 0 && this.bound.state.messages.some(each => each.role === "assistant" && each.replyTo === message.activityId)}></user-turn>`
      : html`<answer-turn data-id=${message.id} .answer=${message} ?last=${last} .opened=${sourcesOpen && cited?.answer === message.id ? cited.n : 0}></answer-turn>`;
  }

  /** What a screen reader is told: the running step, then each sentence when it is whole, then the rest of the answer. */
  private announce(growing: string | undefined) {
    const { messages, live } = this.bound.state;
    if (growing) {
      const finished = plain(finishedSentences(growing));
      if (finished.length > this.announced) this.tell(finished.slice(this.announced).trim());
      this.announced = Math.max(this.announced, finished.length);
      return;
    }
    const last = messages.at(-1);
    if (live && last?.role === "user") {
      this.spoken = progressText(live.progress, this.bound.text);
    } else if (last?.role === "assistant" && !this.told.has(last.id)) {
      this.told.add(last.id);
      const whole = plain(last.text);
      if (this.conversation !== null && !this.bound.state.loading) this.tell(whole.slice(Math.min(this.announced, whole.length)).trim() || whole);
      this.announced = 0;
    }
  }

  /** What a live region says cannot be skipped through: of more than half a minute it tells the beginning, and the rest is for whoever goes there. */
  private tell(words: string) {
    const first = beginning(words, 500);
    this.spoken = first === words ? words : `${first} ${this.bound.text.answerGoesOn}`;
  }

  private readonly cited = (event: Event) => {
    const answer = (event.target as HTMLElement).closest<HTMLElement>("answer-turn")?.dataset.id ?? "";
    this.bound.session.cite(answer, (event as CustomEvent<number>).detail);
  };

  /**
   * Only a reader who goes up leaves the end. What grows below (a picture that loads) moves the end away without a scroll, and an answer that takes the place of its progress makes the text shorter
   * for a moment, which the browser tells as a scroll up once it is longer again.
   */
  private readonly scrolled = () => {
    const { scrollHeight, scrollTop, clientHeight } = this.frame;
    const left = scrollHeight - scrollTop - clientHeight;
    if (left < 48) this.atEnd = true;
    else if (scrollTop < this.seen.top) {
      if (this.moves.isRecent() || !this.isChanging(scrollHeight)) this.atEnd = false;
      else if (this.atEnd) this.follow();
    }
    this.note();
    this.behind = !this.atEnd && left > 120;
  };

  private follow() {
    this.frame.scrollTop = this.frame.scrollHeight;
    this.note();
  }

  private isChanging(height: number) {
    return height !== this.seen.height || performance.now() - this.changedAt < 250;
  }

  private note() {
    this.seen = { top: this.frame.scrollTop, height: this.frame.scrollHeight };
  }

  private readonly toEnd = () => {
    this.atEnd = true;
    this.frame.scrollTo({ top: this.frame.scrollHeight, behavior: "smooth" });
  };

  private settle() {
    this.changedAt = performance.now();
    if (this.atEnd) this.follow();
    else this.scrolled();
  }
}
