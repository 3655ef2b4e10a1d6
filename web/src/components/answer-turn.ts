import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { copyText } from "../copy.ts";
import { moment } from "../i18n/format.ts";
import { failureText, unreadText } from "../i18n/words.ts";
import type { Answer, ReadFailure } from "../model.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";
import { Reader } from "./reader.ts";
import "./markdown-text.ts";
import "./rating-reason.ts";

/** One answer: its text, what could not be read, what failed, its card, and what can be done with it. */
@customElement("answer-turn")
export class AnswerTurn extends LitElement {
  static override styles = [base, css`
    :host { display: grid; grid-template-columns: 28px minmax(0, 1fr); column-gap: 12px; }
    .mark { display: grid; place-items: center; width: 28px; height: 28px; border-radius: 8px; background: var(--accent); color: var(--on-accent); }
    .body { min-width: 0; padding-top: 2px; }
    .note { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: flex-start; margin-top: 10px; padding: 8px 14px 8px 12px; border-radius: 10px; background: var(--warn-ground); color: var(--warn-ink); font-size: 13px; line-height: 1.5; }
    .note.bad { background: var(--bad-ground); color: var(--bad-ink); }
    .note svg { margin-top: 1px; }
    .note p { flex: 1 1 220px; min-width: 0; padding: 1px 0; overflow-wrap: anywhere; }
    .note small { display: block; font-size: 12px; font-variant-numeric: tabular-nums; }
    .note .text-button { color: inherit; font-size: 13px; font-weight: 600; margin: -5px -8px -5px auto; }
    .quiet { margin-top: 6px; color: var(--secondary); font-size: 13px; }
    .actions { display: flex; align-items: center; gap: 0; margin: 6px 0 0 -8px; min-height: var(--target); color: var(--secondary); }
    .actions [aria-pressed=true] svg { fill: var(--accent); color: var(--accent); fill-opacity: .25; }
    .actions [data-on] { color: var(--accent); }
    .actions [aria-busy=true] svg { animation: waiting 1.1s ease-in-out infinite; }
    @keyframes waiting { 50% { opacity: .3; } }
    @media (prefers-reduced-motion: reduce) { .actions [aria-busy=true] svg { animation: none; opacity: .5; } }
    .by { margin-left: 8px; font-size: 12px; }
    .suggestions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 12px; }
    .suggestions .button { border-radius: 18px; white-space: normal; text-align: start; }
    adaptive-card { display: block; margin-top: 12px; }
    @media (hover: hover) and (min-width: 700px) {
      .actions > * { opacity: 0; transition: opacity .12s; }
      :host([last]) .actions > *, :host(:hover) .actions > *, :host(:focus-within) .actions > *, .actions > [aria-pressed=true], .actions > [data-on] { opacity: 1; }
    }
  `];

  @property({ attribute: false }) answer!: Answer;
  @property({ type: Boolean, reflect: true }) last = false;
  @property({ type: Number }) opened = 0;
  @state() private copied = false;
  @state() private notCopied = false;
  /** The reason form is open. */
  @state() private asking = false;

  private readonly bound = new Bound(this, state => [state.language, state.live === null, state.ratings, state.info]);
  private readonly reader = new Reader(this, () => this.answer);

  override willUpdate() {
    if (this.answer.card) void import("./adaptive-card.ts");
  }

  override render() {
    const { answer } = this;
    const { text, state } = this.bound;
    return html`
      <div class="mark" aria-hidden="true">${icon("chat", 16)}</div>
      <div class="body" title=${moment(answer.at, state.locale)}>
        <h2 class="hidden">${text.assistantSaid}</h2>
        ${answer.text ? html`<markdown-text .text=${answer.text} .citations=${answer.citations} .opened=${this.opened} lang=${answer.language ?? nothing}></markdown-text>` : nothing}
        ${answer.unread.map(each => this.unread(each))}
        ${answer.failure ? this.failure() : nothing}
        ${answer.stopped ? html`<p class="quiet">${text.stopped}</p>` : nothing}
        ${answer.card ? html`<adaptive-card .card=${answer.card}></adaptive-card>` : nothing}
        ${answer.text || !answer.failure?.retryable ? this.actions() : nothing}
        ${this.notCopied ? html`<p class="quiet" role="alert">${text.notCopied}</p>` : nothing}
        ${this.reader.problem ? html`<p class="quiet" role="alert">${this.reader.problem === "busy" ? text.readingBusy : text.cannotRead}</p>` : nothing}
        ${this.asking && this.rating?.rating ? html`<rating-reason .rating=${this.rating.rating} .reason=${this.rating.reason ?? ""} @reason=${this.explain} @closed=${this.closeReason}></rating-reason>` : nothing}
        ${this.last && answer.suggestions.length > 0 && !state.live ? html`<div class="suggestions">${answer.suggestions.map(each => html`<button class="button" type="button" @click=${() => this.bound.session.send(each)}>${each}</button>`)}</div>` : nothing}
      </div>`;
  }

  private unread(failure: ReadFailure) {
    const { text } = this.bound;
    return html`<div class="note" role="note">${icon("warning", 18)}<p><b>${failure.source}</b> ${unreadText(failure, text)}</p>
      ${failure.retryable ? html`<button type="button" class="text-button" @click=${this.retry}>${text.retry}</button>` : html`<button type="button" class="text-button" @click=${() => this.dispatchEvent(new CustomEvent("choose-files", { bubbles: true, composed: true }))}>${text.chooseAnother}</button>`}</div>`;
  }

  private failure() {
    const { text } = this.bound;
    const failure = this.answer.failure!;
    return html`<div class="note bad" role="note">${icon("warning", 18)}<p>${failureText(failure, text)}${failure.turnId ? html`<small>${text.turnId(failure.turnId)}</small>` : nothing}</p>
      ${failure.retryable ? html`<button type="button" class="text-button" @click=${this.retry}>${text.retry}</button>` : nothing}</div>`;
  }

  private actions() {
    const { text } = this.bound;
    const { model } = this.answer;
    const isNotice = model === "notices"; // Told by an operator: there is nothing to ask again or to rate.
    return html`<div class="actions" role="group" aria-label=${text.answerFound}>
      ${this.answer.text ? html`<button type="button" class="icon" title=${this.copied ? text.copied : text.copy} aria-label=${this.copied ? text.copied : text.copy} @click=${this.copy}>${icon(this.copied ? "check" : "copy", 17)}</button>` : nothing}
      ${isNotice ? nothing : html`<button type="button" class="icon" title=${text.retry} aria-label=${text.retry} ?disabled=${this.bound.state.live !== null} @click=${this.retry}>${icon("retry", 17)}</button>`}
      ${this.reader.possible ? this.speaker() : nothing}
      ${this.answer.text && !this.answer.stopped && !this.answer.failure && !isNotice ? [this.thumb("like", "thumbUp", text.good), this.thumb("dislike", "thumbDown", text.bad)] : nothing}
      ${model && model !== "quotes" && model !== "memory" ? html`<span class="by">${isNotice ? text.notice : text.model(model)}</span>` : nothing}
    </div>`;
  }

  private speaker() {
    const { text } = this.bound;
    const { state } = this.reader;
    const label = state === "waiting" ? text.preparingSpeech : state === "reading" ? text.stopReading : text.readAloud;
    return html`<button type="button" class="icon" data-speech ?data-on=${state !== "silent"} aria-busy=${state === "waiting"} title=${label} aria-label=${label} @click=${() => this.reader.toggle()}>${icon(state === "silent" ? "speaker" : "stop", 17)}</button>`;
  }

  private get rating() { return this.bound.state.ratings[this.answer.id]; }

  private thumb(rating: "like" | "dislike", shape: "thumbUp" | "thumbDown", label: string) {
    return html`<button type="button" class="icon" data-rating=${rating} aria-pressed=${this.rating?.rating === rating} title=${label} aria-label=${label} @click=${() => this.rate(rating)}>${icon(shape, 17)}</button>`;
  }

  private rate(rating: "like" | "dislike") {
    void this.bound.session.ratings.press(this.answer.id, rating);
    this.asking = this.rating?.rating === rating;
  }

  private readonly explain = (event: CustomEvent<string>) => {
    if (event.detail) void this.bound.session.ratings.explain(this.answer.id, event.detail);
    this.closeReason();
  };

  private readonly closeReason = () => {
    this.asking = false;
    this.renderRoot.querySelector<HTMLElement>(`[data-rating=${this.rating?.rating ?? "like"}]`)?.focus();
  };

  private readonly copy = async () => {
    this.copied = await copyText(this.answer.text);
    this.notCopied = !this.copied;
    if (this.copied) setTimeout(() => { this.copied = false; }, 1600);
  };

  private readonly retry = () => this.bound.session.retry(this.answer);
}
