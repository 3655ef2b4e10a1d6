import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { day, moment } from "../i18n/format.ts";
import { plain } from "../markdown/citations.ts";
import type { Episode } from "../memory-api.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { memoryRow } from "../styles/memory.ts";
import { icon } from "./icons.ts";

const shownCharacters = 220;
const shownLines = 5;

/** Something that was said or read, whose words it is, when and where. */
@customElement("memory-episode")
export class MemoryEpisode extends LitElement {
  static override styles = [base, memoryRow, css`
    :host { display: block; }
    :host([continued]) .row { padding-top: 0; }
    .text { margin-top: 2px; font-size: 14px; line-height: 1.5; overflow-wrap: anywhere; white-space: pre-line; }
    .text .text-button { margin-block: -6px; padding: 0 4px; color: var(--accent); font-size: 13px; }
  `];

  @property({ attribute: false }) episode!: Episode;
  /** It stands below another of the same conversation and day. */
  @property({ type: Boolean, reflect: true }) continued = false;
  @property({ type: Boolean }) going = false;
  @state() private whole = false;
  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { text, state } = this.bound;
    const { at, conversation } = this.episode;
    const start = this.start();
    if (this.going) {
      return html`<div class="going"><span>${text.forgetting(start)}</span><button type="button" class="text-button undo" @click=${() => this.tell("undo")}>${text.undo}</button></div>`;
    }
    return html`<div class="row">
      <div><p class="meta">${this.speaker()}${this.continued ? nothing : html` · <time title=${moment(at, state.locale)}>${day(at, state.locale)}</time>${conversation ? html` · <button type="button" class="place" @click=${() => this.tell("open-place", conversation.id)}>${conversation.title || text.untitled}</button>` : nothing}`}</p>
        <p class="text">${this.words()}</p></div>
      <div class="tools"><button type="button" class="icon drop" aria-label=${text.forgetOf(start)} title=${text.forget} @click=${() => this.tell("forget")}>${icon("trash", 18)}</button></div>
    </div>`;
  }

  override focus() { this.renderRoot.querySelector<HTMLElement>(this.going ? ".undo" : ".drop")?.focus(); }

  private start() {
    const text = this.text.replace(/\s+/g, " ");
    return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
  }

  /** Answers were written in Markdown. */
  private get text() {
    const { source, text } = this.episode;
    return (source === "assistant" ? plain(text) : text).replace(/\n\s*\n/g, "\n");
  }

  private words() {
    const { text } = this;
    const shown = text.slice(0, shownCharacters).split("\n", shownLines).join("\n");
    if (this.whole || shown.length === text.length) return text;
    return html`${shown}… <button type="button" class="text-button" @click=${() => { this.whole = true; }}>${this.bound.text.readMore}</button>`;
  }

  private speaker() {
    const { text } = this.bound;
    const { source, speaker } = this.episode;
    switch (source) {
      case "user": return text.you;
      case "assistant": return text.appName;
      case "picture": return text.inPicture(speaker);
      case "recording": return speaker === "user" ? text.you : text.inRecording(speaker);
      default: return speaker;
    }
  }

  private tell(what: string, detail?: string) { this.dispatchEvent(new CustomEvent(what, { detail })); }
}
