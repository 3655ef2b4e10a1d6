import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { progressText } from "../i18n/words.ts";
import type { LiveTurn } from "../model.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";
import "./markdown-text.ts";

/** The turn that is running: what it does, how far it is, the answer so far, and Stop. */
@customElement("live-turn")
export class LiveTurnElement extends LitElement {
  static override styles = [base, css`
    :host { display: grid; grid-template-columns: 28px minmax(0, 1fr); column-gap: 12px; }
    .mark { display: grid; place-items: center; width: 28px; height: 28px; border-radius: 8px; background: var(--accent); color: var(--on-accent); }
    .body { min-width: 0; padding-top: 2px; }
    markdown-text { margin-bottom: 8px; }
    .line { display: flex; align-items: center; gap: 10px; min-height: 24px; color: var(--secondary); }
    .line span { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .ring { width: 16px; height: 16px; flex: none; border: 2px solid var(--line); border-top-color: var(--accent); border-radius: 50%; animation: turn 1s linear infinite; }
    progress { flex: 0 1 150px; min-width: 40px; height: 3px; appearance: none; border: 0; border-radius: 2px; overflow: hidden; background: var(--field); }
    progress::-webkit-progress-bar { background: var(--field); }
    progress::-webkit-progress-value { background: var(--accent); border-radius: 2px; transition: inline-size .3s; }
    progress::-moz-progress-bar { background: var(--accent); }
    .text-button { margin: -4px -4px; }
    @keyframes turn { to { transform: rotate(360deg); } }
  `];

  @property({ attribute: false }) turn!: LiveTurn;
  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { text } = this.bound;
    const { progress, stopping } = this.turn;
    const words = stopping ? text.stopping : progressText(progress, text);
    const part = progress.total && progress.done !== undefined ? progress.done / progress.total : undefined;
    return html`
      <div class="mark" aria-hidden="true">${icon("chat", 16)}</div>
      <div class="body">
        <h2 class="hidden">${text.assistantSaid}</h2>
        ${this.turn.text ? html`<markdown-text growing .text=${this.turn.text}></markdown-text>` : nothing}
        <div class="line">
          <div class="ring"></div><span>${words}</span>
          ${part === undefined || this.turn.text ? nothing : html`<progress max="1" .value=${part} aria-label=${words}></progress>`}
          <button type="button" class="text-button" ?disabled=${stopping} @click=${() => this.bound.session.stop()}>${text.stop}</button>
        </div>
      </div>`;
  }
}
