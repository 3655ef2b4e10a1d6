import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Citation } from "../model.ts";
import { partsOf, type Part, type Row } from "../sources/document.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";

/** A document's text around the quote, which is marked and scrolled to. */
@customElement("document-view")
export class DocumentView extends LitElement {
  static override styles = [base, css`
    :host { display: block; }
    .scroll { max-height: 300px; overflow: auto; padding: 10px 12px; font-size: 13px; line-height: 1.55; scrollbar-width: thin; overflow-wrap: anywhere; }
    .scroll > * + * { margin-top: 8px; }
    .place { padding-top: 4px; color: var(--secondary); font-size: 12px; }
    p { color: var(--secondary); white-space: pre-wrap; }
    p.heading { color: var(--ink); font-weight: 600; }
    p.mono { font-family: var(--mono); font-size: 12px; }
    .quoted { margin-inline: -6px; padding: 3px 6px; border-radius: 6px; background: var(--mark-soft); color: var(--ink); box-shadow: inset 2px 0 var(--mark); }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
    th, td { padding: 4px 12px 4px 4px; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; color: var(--secondary); font-weight: 400; white-space: nowrap; overflow-wrap: normal; max-width: 32ch; overflow: hidden; text-overflow: ellipsis; }
    th { color: var(--ink); }
    tr.quoted td { background: var(--mark-soft); color: var(--ink); }
    .wait { height: 120px; }
  `];

  @property({ attribute: false }) citation!: Citation;
  /** Id of the answer that cites it. */
  @property({ attribute: false }) answer = "";
  @state() private parts?: Part[];
  private readonly bound = new Bound(this, state => [state.language]);
  private scrolled = false;

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has("citation") || changed.has("answer")) void this.load();
  }

  override updated() {
    if (this.scrolled || !this.parts) return;
    const quoted = this.renderRoot.querySelector<HTMLElement>(".quoted");
    const frame = this.renderRoot.querySelector<HTMLElement>(".scroll");
    if (!quoted || !frame) return;
    this.scrolled = true;
    frame.scrollTop += quoted.getBoundingClientRect().top - frame.getBoundingClientRect().top - frame.clientHeight / 3;
  }

  override render() {
    if (!this.parts) return html`<div class="wait"></div>`;
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${this.citation.source}>${this.parts.map(part => this.draw(part))}</div>`;
  }

  private draw(part: Part) {
    const { text } = this.bound;
    switch (part.kind) {
      case "place": return html`<div class="place">${part.sheet ? text.sheet(part.sheet) : part.slide ? text.slide(part.slide) : text.page(part.page ?? 1)}</div>`;
      case "text": return html`<p class="${part.level > 0 ? "heading" : ""} ${part.mono ? "mono" : ""} ${part.quoted ? "quoted" : ""}">${part.text}</p>`;
      case "table": return html`<table>${part.rows.map(row => this.row(row))}</table>`;
    }
  }

  private row(row: Row) {
    return html`<tr class=${row.quoted ? "quoted" : nothing}>${row.cells.map(cell => (cell.header
      ? html`<th colspan=${cell.span}>${cell.text}</th>` : html`<td colspan=${cell.span} title=${cell.text}>${cell.text}</td>`))}</tr>`;
  }

  private async load() {
    const { current } = this.bound.state;
    const { answer, citation } = this;
    this.scrolled = false;
    if (current === null || citation.attachmentId === undefined) return;
    try {
      const { at, blocks } = await this.bound.session.api.cited(current, answer, citation.n);
      if (this.citation === citation) this.parts = partsOf(blocks, at);
    } catch { this.dispatchEvent(new CustomEvent("missing")); }
  }
}
