import { LitElement, css, html } from "lit";
import { customElement } from "lit/decorators.js";
import type { Answer } from "../model.ts";
import { Bound } from "../store/controller.ts";
import type { State } from "../store/state.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";
import "./source-card.ts";

/** The answer whose sources are shown: the one cited last, else the newest that has any. */
export function shownAnswer(state: State): Answer | undefined {
  const cited = state.messages.find(each => each.role === "assistant" && each.id === state.cited?.answer);
  return (cited ?? state.messages.findLast(each => each.role === "assistant" && each.citations.length > 0)) as Answer | undefined;
}

/** The right column: the sources of one answer, the chosen one open at its place. */
@customElement("sources-pane")
export class SourcesPane extends LitElement {
  static override styles = [base, css`
    :host { display: flex; flex-direction: column; min-height: 0; background: var(--pane); }
    header { display: flex; align-items: center; justify-content: space-between; flex: none; height: 52px; padding: 0 8px 0 16px; }
    h2 { font-size: 15px; font-weight: 600; }
    ol { flex: 1; min-height: 0; margin: 0; padding: 0 16px 16px; overflow-y: auto; list-style: none; scrollbar-width: thin; }
    li + li { margin-top: 12px; }
    p { padding: 4px 16px; color: var(--secondary); font-size: 13px; }
  `];

  private readonly bound = new Bound(this, state => [state.language, state.messages, state.cited]);

  override render() {
    const { text, state } = this.bound;
    const answer = shownAnswer(state);
    const citations = answer?.citations ?? [];
    const open = state.cited?.answer === answer?.id ? state.cited?.n : undefined;
    return html`
      <header><h2 tabindex="-1">${text.sources}</h2><button type="button" class="icon" aria-label=${text.closeSources} title=${text.closeSources} @click=${() => this.dispatchEvent(new CustomEvent("close-pane", { bubbles: true, composed: true }))}>${icon("close")}</button></header>
      ${citations.length === 0 ? html`<p>${text.noSources}</p>` : html`<ol>${citations.map(citation => html`<li><source-card .answer=${answer!.id} .citation=${citation} ?open=${citation.n === open} data-n=${citation.n} @choose=${() => this.choose(answer!, citation.n, open)}></source-card></li>`)}</ol>`}`;
  }

  override updated() {
    const n = this.bound.state.cited?.n;
    if (n !== undefined) this.renderRoot.querySelector(`source-card[data-n="${n}"]`)?.scrollIntoView({ block: "nearest" });
  }

  override focus() { this.renderRoot.querySelector<HTMLElement>("h2")?.focus(); }

  private choose(answer: Answer, n: number, open: number | undefined) {
    this.bound.session.store.set({ cited: { answer: answer.id, n: n === open ? 0 : n } });
  }
}
