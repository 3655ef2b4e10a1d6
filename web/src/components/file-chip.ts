import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { bytes } from "../i18n/format.ts";
import { Bound } from "../store/controller.ts";
import type { DraftFile } from "../store/draft-files.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";

/** A file that will go with the message: preview, name, size, and a button that takes it away. */
@customElement("file-chip")
export class FileChip extends LitElement {
  static override styles = [base, css`
    :host { display: inline-flex; align-items: center; gap: 8px; max-width: 100%; height: 40px; padding: 0 4px 0 6px; border: 1px solid var(--line); border-radius: 10px; font-size: 14px; }
    img { width: 28px; height: 28px; border-radius: 6px; object-fit: cover; background: var(--field); }
    svg { color: var(--secondary); }
    b { min-width: 0; max-width: 220px; overflow: hidden; font-weight: 400; text-overflow: ellipsis; white-space: nowrap; }
    small { color: var(--secondary); font-size: 13px; white-space: nowrap; font-variant-numeric: tabular-nums; }
    @media (pointer: coarse) { :host { height: 46px; } }
  `];

  @property({ attribute: false }) file!: DraftFile;
  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { name, blob, url } = this.file;
    const label = this.bound.text.removeFile(name);
    return html`
      ${url ? html`<img src=${url} alt="">` : icon(blob.type.startsWith("audio/") ? "microphone" : "file", 20)}
      <b title=${name}>${name}</b><small>${bytes(blob.size, this.bound.state.locale)}</small>
      <button type="button" class="icon" aria-label=${label} title=${label} @click=${() => this.dispatchEvent(new CustomEvent("remove"))}>${icon("close", 15)}</button>`;
  }
}
