import { css, html, nothing, type LitElement } from "lit";
import { placeText } from "../i18n/words.ts";
import type { Strings } from "../i18n/index.ts";
import type { Citation } from "../model.ts";

/** The quote that shows while a citation has the pointer or the focus. */
export class QuoteHint {
  static styles = css`
    .hint {
      position: fixed; z-index: 30; margin: 0; inset: auto; max-width: min(340px, calc(100vw - 24px)); padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--ground); color: var(--ink);
      box-shadow: var(--shadow); font-size: 13px; line-height: 1.5; pointer-events: none; overflow-wrap: anywhere;
    }
    .hint b { display: flex; justify-content: space-between; gap: 16px; margin-bottom: 4px; color: var(--secondary); font-size: 12px; font-weight: 400; }
    .hint q { display: -webkit-box; -webkit-line-clamp: 4; -webkit-box-orient: vertical; overflow: hidden; quotes: none; }
    .hint i { display: block; margin-top: 4px; color: var(--warn-ink); font-style: normal; }
  `;

  private shown?: Citation;
  private anchor?: HTMLElement;

  constructor(private readonly host: LitElement, private readonly find: (n: number) => Citation | undefined, private readonly text: () => Strings) {}

  readonly over = (event: Event) => {
    const cite = (event.target as HTMLElement).closest<HTMLElement>(".cite");
    if (!cite || (event.type === "focusin" && !cite.matches(":focus-visible"))) return;
    if (event instanceof PointerEvent && event.pointerType !== "mouse") return;
    this.anchor = cite;
    this.shown = this.find(Number(cite.dataset.n));
    this.host.requestUpdate();
    void this.host.updateComplete.then(() => this.place());
  };

  readonly out = (event: Event) => {
    if (!this.shown || (event as PointerEvent).relatedTarget === this.anchor) return;
    this.shown = undefined;
    this.host.requestUpdate();
  };

  render() {
    if (!this.shown) return nothing;
    const { source, quote, supported } = this.shown;
    return html`<div class="hint" aria-hidden="true" popover="manual"><b><span>${source}</span><span>${placeText(this.shown, this.text())}</span></b><q>${quote}</q>${supported ? nothing : html`<i>${this.text().unsupported}</i>`}</div>`;
  }

  private place() {
    const hint = this.host.renderRoot.querySelector<HTMLElement>(".hint");
    if (!hint || !this.anchor) return;
    hint.showPopover();
    const anchor = this.anchor.getBoundingClientRect();
    const size = hint.getBoundingClientRect();
    const left = Math.max(12, Math.min(anchor.left + anchor.width / 2 - size.width / 2, innerWidth - size.width - 12));
    const above = anchor.top - size.height - 8;
    hint.style.left = `${left}px`;
    hint.style.top = `${above > 12 ? above : anchor.bottom + 8}px`;
  }
}
