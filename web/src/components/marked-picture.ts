import { LitElement, css, html, nothing, svg } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Box } from "../model.ts";
import { cropAround, padded } from "../sources/crop.ts";

const ratio = 0.69;

/** A picture with the quoted place in a yellow box and its surroundings dimmed; cropped around it, or whole. */
@customElement("marked-picture")
export class MarkedPicture extends LitElement {
  static override styles = css`
    :host { display: block; background: var(--field); }
    svg { display: block; width: 100%; height: auto; max-height: 70vh; }
    .dim { fill: #14181a; fill-opacity: .22; fill-rule: evenodd; }
    .mark { fill: none; stroke: var(--mark); }
    :host([whole]) svg { max-height: calc(100dvh - 130px); }
    .wait { aspect-ratio: 1 / .69; }
  `;

  @property() src = "";
  @property() label = "";
  @property({ attribute: false }) box?: Box;
  @property({ type: Boolean, reflect: true }) whole = false;
  /** Width of the unit that the box is given in (points of a page); 0 when it is pixels of the picture. */
  @property({ type: Number }) unitWidth = 0;
  @state() private size?: { width: number; height: number };

  override willUpdate(changed: Map<string, unknown>) {
    if (!changed.has("src")) return;
    this.size = undefined;
    const { src } = this;
    if (!src) return;
    const image = new Image();
    image.onload = () => {
      if (src === this.src) this.size = { width: image.naturalWidth, height: image.naturalHeight };
    };
    image.onerror = () => this.dispatchEvent(new CustomEvent("missing"));
    image.src = src;
  }

  override render() {
    if (!this.size) return html`<div class="wait"></div>`;
    const { width, height } = this.size;
    const scale = this.unitWidth > 0 ? width / this.unitWidth : 1;
    const box = this.box && padded({ x0: this.box.x0 * scale, y0: this.box.y0 * scale, x1: this.box.x1 * scale, y1: this.box.y1 * scale }, width, height);
    const view = this.whole ? { x0: 0, y0: 0, x1: width, y1: height } : cropAround(box, width, height, ratio, 400);
    const wide = view.x1 - view.x0;
    const line = Math.max(1, wide / 170);
    return html`<svg viewBox="${view.x0} ${view.y0} ${wide} ${view.y1 - view.y0}" role="img" aria-label=${this.label}>${svg`
      <image href=${this.src} width=${width} height=${height} />
      ${box ? svg`<path class="dim" d="M0 0H${width}V${height}H0Z M${box.x0} ${box.y0}H${box.x1}V${box.y1}H${box.x0}Z"/>
        <rect class="mark" x=${box.x0} y=${box.y0} width=${box.x1 - box.x0} height=${box.y1 - box.y0} rx=${line * 1.5} stroke-width=${line}/>` : nothing}`}</svg>`;
  }
}
