import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { placeText } from "../i18n/words.ts";
import type { Citation } from "../model.ts";
import { loadPage } from "../sources/page-picture.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import "./audio-player.ts";
import "./document-view.ts";
import "./marked-picture.ts";

/** One source of an answer. Open, it shows the place itself: picture, recording or document; closed, its quote. */
@customElement("source-card")
export class SourceCard extends LitElement {
  static override styles = [base, css`
    :host { display: block; border: 1px solid var(--line); border-radius: 14px; background: var(--ground); overflow: hidden; scroll-margin: 12px; }
    .head { display: flex; align-items: center; gap: 8px; width: 100%; min-height: max(40px, var(--target)); padding: 8px 12px; text-align: start; }
    .head:focus-visible { outline-offset: -2px; border-radius: 14px; }
    .n { display: grid; place-items: center; flex: none; min-width: 19px; height: 19px; padding: 0 4px; border-radius: 10px; background: var(--accent-soft); color: var(--accent); font-size: 12px; line-height: 1; font-weight: 600; font-variant-numeric: tabular-nums; }
    :host([open]) .n { background: var(--accent); color: var(--on-accent); }
    .name { flex: 1 1 auto; min-width: 40px; overflow: hidden; font-size: 14px; text-overflow: ellipsis; white-space: nowrap; }
    .place { flex: 0 1 auto; min-width: 0; overflow: hidden; color: var(--secondary); font-size: 13px; text-overflow: ellipsis; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .view { display: block; width: 100%; border-block: 1px solid var(--line); text-align: start; }
    .view.button-view { cursor: zoom-in; }
    .view:focus-visible { outline-offset: -3px; border-radius: 0; }
    audio-player { padding: 2px 12px 8px; }
    blockquote { margin: 12px; padding: 1px 0 1px 10px; border-left: 3px solid var(--accent); font-size: 14px; line-height: 1.5; overflow-wrap: anywhere; }
    :host(:not([open])) blockquote { display: -webkit-box; margin-top: 0; padding-block: 0; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
    p { padding: 0 12px 8px; color: var(--secondary); font-size: 13px; }
    p.doubt { color: var(--warn-ink); }
  `];

  @property({ attribute: false }) citation!: Citation;
  /** Id of the answer that cites it. */
  @property({ attribute: false }) answer = "";
  @property({ type: Boolean, reflect: true }) open = false;
  @state() private url = "";
  @state() private unitWidth = 0;
  @state() private missing = false;
  /** The page could not be rendered; its text is shown instead. */
  @state() private asText = false;
  private finding = false;
  private readonly bound = new Bound(this, state => [state.language, state.current]);

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has("citation")) { this.url = ""; this.missing = this.asText = false; }
    if (this.open && this.url === "" && !this.missing && !this.asText && !this.finding) void this.find().finally(() => { this.finding = false; });
  }

  override render() {
    const { text } = this.bound;
    const { citation } = this;
    return html`<article>
      <button type="button" class="head" aria-expanded=${this.open} @click=${() => this.dispatchEvent(new CustomEvent("choose"))}>
        <span class="n" aria-hidden="true">${citation.n}</span><span class="hidden">${text.source(citation.n)}</span>
        <span class="name" title=${citation.source}>${citation.source}</span><span class="place">${placeText(citation, text)}</span>
      </button>
      ${this.open ? this.place() : nothing}
      <blockquote>${citation.quote}</blockquote>
      ${citation.supported ? nothing : html`<p class="doubt">${text.unsupported}</p>`}
    </article>`;
  }

  private place() {
    const { text } = this.bound;
    const { citation } = this;
    if (citation.attachmentId === undefined) return nothing;
    if (this.missing) return html`<p>${text.previewMissing}</p>`;
    switch (citation.kind) {
      case "audio":
        return html`<audio-player src=${this.url} bars="52" label=${citation.source} .from=${citation.start} .to=${citation.end}></audio-player>`;
      case "image": return this.picture();
      case "document":
        return citation.page && citation.box && !this.asText ? this.picture() : html`<document-view class="view" .answer=${this.answer} .citation=${citation} @missing=${this.lost}></document-view>`;
      default: return nothing;
    }
  }

  private picture() {
    const { text } = this.bound;
    const { source, quote, box } = this.citation;
    return html`<button type="button" class="view button-view" aria-label=${text.enlarge(source)} @click=${this.enlarge}>
      <marked-picture src=${this.url} label=${text.pictureWithMark(source, quote)} .box=${box} .unitWidth=${this.unitWidth} @missing=${this.lost}></marked-picture>
    </button>`;
  }

  private readonly enlarge = () => {
    const { source, box } = this.citation;
    this.bound.session.store.set({ dialog: { kind: "picture", url: this.url, name: source, box, unitWidth: this.unitWidth } });
  };

  private readonly lost = () => {
    if (this.citation.kind === "document" && !this.asText) this.asText = true;
    else this.missing = true;
  };

  private async find() {
    const { citation } = this;
    const { current } = this.bound.state;
    this.finding = true;
    if (current === null || citation.attachmentId === undefined) return;
    const { api } = this.bound.session;
    try {
      if (citation.kind === "document" && citation.page && citation.box) {
        const page = await loadPage(await api.pageUrl(current, citation.attachmentId, citation.page));
        this.unitWidth = page.width;
        this.url = page.url;
      } else if (citation.kind === "image" || citation.kind === "audio") {
        this.url = await api.fileUrl(current, citation.attachmentId);
      }
    } catch { this.lost(); }
  }
}
