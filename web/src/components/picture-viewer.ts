import { LitElement, css, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Box } from "../model.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";
import "./marked-picture.ts";

/** A picture as large as the window, or larger: scroll to look around. A quoted place stays marked. */
@customElement("picture-viewer")
export class PictureViewer extends LitElement {
  static override styles = [base, css`
    :host { display: flex; flex-direction: column; width: calc(100vw - 48px); height: calc(100dvh - 50px); }
    header { display: flex; align-items: center; gap: 4px; flex: none; padding: 8px 8px 8px 16px; border-bottom: 1px solid var(--line); }
    h2 { flex: 1; min-width: 0; overflow: hidden; font-size: 15px; font-weight: 600; text-overflow: ellipsis; white-space: nowrap; }
    .frame { flex: 1; min-height: 0; display: grid; grid-template: minmax(0, 1fr) / minmax(0, 1fr); place-items: safe center; padding: 12px; overflow: auto; background: var(--rail); }
    .sheet { width: 100%; height: 100%; }
    img, marked-picture { display: block; width: 100%; height: 100%; object-fit: contain; background: none; --tall: 100%; }
    .sheet.zoomed { height: auto; }
    .sheet.zoomed img { height: auto; }
    .by2 { width: 200%; } .by3 { width: 300%; } .by4 { width: 400%; }
    @media (max-width: 699px) { :host { width: calc(100vw - 16px); height: calc(100dvh - 18px); } }
  `];

  @property() src = "";
  @property() name = "";
  @property({ attribute: false }) box?: Box;
  @property({ type: Number }) unitWidth = 0;
  @state() private zoom = 1;
  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { text } = this.bound;
    return html`
      <header><h2>${this.name}</h2>
        <button type="button" class="icon" aria-label=${text.zoomOut} title=${text.zoomOut} ?disabled=${this.zoom === 1} @click=${() => { this.zoom--; }}>${icon("zoomOut")}</button>
        <button type="button" class="icon" aria-label=${text.zoomIn} title=${text.zoomIn} ?disabled=${this.zoom === 4} @click=${() => { this.zoom++; }}>${icon("zoomIn")}</button>
        <a class="icon" href=${this.src} target="_blank" rel="noopener" aria-label=${text.openFile} title=${text.openFile}>${icon("open")}</a>
        <button type="button" class="icon" aria-label=${text.close} title=${text.close} @click=${() => this.dispatchEvent(new CustomEvent("done"))}>${icon("close")}</button>
      </header>
      <div class="frame" tabindex="0" role="region" aria-label=${this.name}>
        <div class="sheet ${this.zoom > 1 ? `zoomed by${this.zoom}` : ""}">
          ${this.box ? html`<marked-picture whole src=${this.src} label=${this.name} .box=${this.box} .unitWidth=${this.unitWidth}></marked-picture>` : html`<img src=${this.src} alt=${this.name}>`}
        </div>
      </div>`;
  }
}
