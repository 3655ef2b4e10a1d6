import { LitElement, css, html } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { copyText } from "../copy.ts";
import { delay } from "../directline/backoff.ts";
import { splitBlocks } from "../markdown/blocks.ts";
import { DrawingPace } from "../markdown/pace.ts";
import { renderBlock, type CitationButton } from "../markdown/render.ts";
import type { Citation } from "../model.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { prose } from "../styles/prose.ts";
import { QuoteHint } from "./quote-hint.ts";

/** An answer's Markdown. While it grows only its last block is drawn anew, so that nothing jumps and a selection stays. */
@customElement("markdown-text")
export class MarkdownText extends LitElement {
  static override styles = [base, prose, QuoteHint.styles, css`:host { display: block; }`];

  @property() text = "";
  @property({ attribute: false }) citations: Citation[] = [];
  /** The citation whose place is open; 0 for none. */
  @property({ type: Number }) opened = 0;
  /** More of it comes many times a second. */
  @property({ type: Boolean }) growing = false;
  @query(".prose") private body!: HTMLElement;

  private readonly bound = new Bound(this, state => [state.language]);
  private readonly hint = new QuoteHint(this, n => this.citations.find(each => each.n === n), () => this.bound.text);
  private readonly pace = new DrawingPace();
  private drawn: { key: string; nodes: ChildNode[] }[] = [];

  override render() {
    return html`<div class="prose" @click=${this.clicked} @pointerover=${this.hint.over} @pointerout=${this.hint.out} @focusin=${this.hint.over} @focusout=${this.hint.out}></div>${this.hint.render()}`;
  }

  protected override scheduleUpdate(): void | Promise<unknown> {
    const wait = this.growing ? this.pace.wait(performance.now()) : 0;
    return wait > 0 ? delay(wait).then(() => super.scheduleUpdate()) : super.scheduleUpdate();
  }

  override updated() {
    const began = performance.now();
    this.drawAll();
    // Asking for the height has it laid out now, which is what takes the time.
    if (this.growing && this.body.offsetHeight > 0) this.pace.drew(began, performance.now());
  }

  private drawAll() {
    const { text } = this.bound;
    const buttons = new Map<number, CitationButton>(this.citations.map(each => [each.n, { n: each.n, label: text.openSource(each.n, each.source, each.quote), doubtful: !each.supported }]));
    const suffix = `\u0000${this.bound.state.language}${this.citations.map(each => each.n).join()}`;
    const blocks = splitBlocks(this.text);
    blocks.forEach((block, i) => this.draw(i, block, block + suffix, buttons));
    for (const { nodes } of this.drawn.splice(blocks.length)) nodes.forEach(node => node.remove());
    for (const button of this.body.querySelectorAll<HTMLElement>(".cite")) button.setAttribute("aria-pressed", String(Number(button.dataset.n) === this.opened));
  }

  private draw(index: number, block: string, key: string, buttons: ReadonlyMap<number, CitationButton>) {
    const before = this.drawn[index];
    if (before?.key === key) return;
    const fragment = renderBlock(block, buttons);
    for (const copy of fragment.querySelectorAll("[data-copy]")) copy.textContent = this.bound.text.copy;
    for (const frame of fragment.querySelectorAll(".scroll")) frame.setAttribute("aria-label", this.bound.text.kindDocument);
    const nodes = [...fragment.childNodes];
    const next = this.drawn.slice(index + 1).find(each => each.nodes.length > 0)?.nodes[0] ?? null;
    before?.nodes.forEach(node => node.remove());
    this.body.insertBefore(fragment, next);
    this.drawn[index] = { key, nodes };
  }

  private readonly clicked = (event: Event) => {
    const target = event.target as HTMLElement;
    const cite = target.closest<HTMLElement>(".cite");
    if (cite) this.dispatchEvent(new CustomEvent("cite", { detail: Number(cite.dataset.n), bubbles: true, composed: true }));
    const copy = target.closest<HTMLElement>("[data-copy]");
    if (copy) void this.copyCode(copy);
  };

  private async copyCode(button: HTMLElement) {
    const isCopied = await copyText(button.closest(".code")?.querySelector("pre")?.textContent ?? "");
    button.textContent = isCopied ? this.bound.text.copied : this.bound.text.notCopied;
    if (isCopied) setTimeout(() => { button.textContent = this.bound.text.copy; }, 1600);
  }
}
