import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { day, statedDay } from "../i18n/format.ts";
import type { Fact, Origin } from "../memory-api.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { memoryRow } from "../styles/memory.ts";
import { icon } from "./icons.ts";

/** A fact: its value, the words it rests on, and how to put it right or have it forgotten. */
@customElement("memory-fact")
export class MemoryFact extends LitElement {
  static override styles = [base, memoryRow, css`
    :host { display: block; }
    .label { display: block; color: var(--secondary); font-size: 13px; line-height: 1.4; }
    .label::first-letter { text-transform: uppercase; }
    .value { font-size: 15px; overflow-wrap: anywhere; }
    :host([past]) .row { align-items: center; padding-top: 0; }
    :host([past]) .value { color: var(--secondary); }
    .period { margin-left: 8px; color: var(--secondary); font-size: 13px; }
    .why { margin: 0 0 12px; padding: 0; list-style: none; }
    .why li { padding: 2px 0 2px 12px; border-left: 3px solid var(--accent); }
    .why li + li { margin-top: 10px; }
    .why q { display: block; font-size: 14px; line-height: 1.5; overflow-wrap: anywhere; }
    form { display: flex; flex-wrap: wrap; gap: 8px; margin: 4px 0; }
    input { flex: 1 1 180px; min-width: 0; min-height: max(36px, var(--target)); padding: 0 12px; border: 1px solid var(--line-strong); border-radius: 10px; background: var(--ground); }
    .problem { margin-bottom: 10px; color: var(--bad-ink); font-size: 13px; }
  `];

  @property({ attribute: false }) fact!: Fact;
  @property({ type: Boolean, reflect: true }) past = false;
  @property({ type: Boolean }) going = false;
  @state() private editing = false;
  @state() private saving = false;
  @state() private origins?: Origin[];
  @state() private open = false;
  @state() private problem = false;
  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { text } = this.bound;
    const { fact } = this;
    if (this.going) {
      return html`<div class="going"><span>${text.forgetting(fact.value)}</span><button type="button" class="text-button undo" @click=${() => this.tell("undo")}>${text.undo}</button></div>`;
    }
    const named = `${fact.label}: ${fact.value}`;
    return html`<div class="row">
        <div>${this.past ? nothing : html`<span class="label">${fact.label}</span>`}${this.editing ? this.form() : html`<span class="value">${fact.value}</span>${this.period()}`}</div>
        ${this.editing ? nothing : html`<div class="tools">
          <button type="button" class="text-button ask" aria-label=${text.whyOf(named)} aria-expanded=${this.open} @click=${this.ask}>${text.why}</button>
          <button type="button" class="icon edit" aria-label=${text.correctOf(named)} title=${text.correct} @click=${this.edit}>${icon("edit", 18)}</button>
          <button type="button" class="icon drop" aria-label=${text.forgetOf(named)} title=${text.forget} @click=${() => this.tell("forget")}>${icon("trash", 18)}</button>
        </div>`}
      </div>
      ${this.open && this.origins ? html`<ul class="why">${this.origins.map(each => this.origin(each))}</ul>` : nothing}
      ${this.problem ? html`<p class="problem" role="alert">${text.memoryLoadFailed} <button type="button" class="text-button" @click=${this.ask}>${text.retry}</button></p>` : nothing}`;
  }

  override focus() { this.renderRoot.querySelector<HTMLElement>(this.going ? ".undo" : ".drop")?.focus(); }

  private period() {
    const { text, state } = this.bound;
    const { from, until } = this.fact;
    const [begin, end] = [from && statedDay(from, state.locale), until && statedDay(until, state.locale)];
    const words = begin && end ? text.fromUntil(begin, end) : begin ? text.since(begin) : end ? text.until(end) : this.past ? text.before : "";
    return words ? html`<span class="period">${words}</span>` : nothing;
  }

  private origin({ quote, at, conversation, entered }: Origin) {
    const { text, state } = this.bound;
    const on = day(at, state.locale);
    return html`<li><p class="meta">${entered ? text.enteredOn(on) : text.saidOn(on)}</p><q>${quote}</q>
      ${conversation ? html`<button type="button" class="place" @click=${() => this.tell("open-place", conversation.id)}>${text.openPlace(conversation.title || text.untitled)}</button>` : nothing}</li>`;
  }

  private form() {
    const { text } = this.bound;
    return html`<form @submit=${this.save} @keydown=${this.keys}><input required maxlength="300" aria-label=${text.correctLabel(this.fact.label)} .value=${this.fact.value} autocomplete="off">
      <button class="button primary" ?disabled=${this.saving}>${text.save}</button><button type="button" class="button" @click=${this.cancel}>${text.cancel}</button></form>`;
  }

  private readonly ask = async () => {
    this.problem = false;
    if (this.open) return void (this.open = false);
    try {
      this.origins = await this.bound.session.remembered.why(this.fact.id);
      this.open = true;
    } catch { this.problem = true; }
  };

  private readonly edit = async () => {
    this.editing = true;
    await this.updateComplete;
    this.renderRoot.querySelector("input")?.select();
  };

  private readonly cancel = async () => {
    this.editing = this.saving = false;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".edit")?.focus();
  };

  private readonly keys = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    void this.cancel();
  };

  private readonly save = (event: Event) => {
    event.preventDefault();
    const value = this.renderRoot.querySelector("input")!.value.trim();
    if (!value || value === this.fact.value) return void this.cancel();
    this.saving = true;
    this.tell("correct", value);
  };

  /** The correction was not made: what was typed is still there. */
  refused() { this.saving = false; }

  private tell(what: string, detail?: string) { this.dispatchEvent(new CustomEvent(what, { detail })); }
}
