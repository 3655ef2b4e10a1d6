import { LitElement, css, html, nothing, svg } from "lit";
import { customElement, property } from "lit/decorators.js";
import { quotedBars } from "../audio/waveform.ts";

/** A recording as bars: what was played is darker, the quoted seconds are yellow. Drawing only; its owner is the control. */
@customElement("wave-bars")
export class WaveBars extends LitElement {
  static override styles = css`
    :host { display: block; height: 28px; }
    svg { display: block; width: 100%; height: 100%; }
    rect { fill: var(--wave); }
    .played { fill: var(--accent); }
    .quoted { fill: var(--mark); }
  `;

  @property({ attribute: false }) heights: number[] = [];
  @property({ type: Number }) duration = 0;
  @property({ type: Number }) time = 0;
  @property({ attribute: false }) quoted?: [number, number];

  override render() {
    const { heights, duration } = this;
    const step = 5;
    const played = duration > 0 ? (this.time / duration) * heights.length : 0;
    const [first, last] = this.quoted && duration > 0 ? quotedBars(this.quoted[0], this.quoted[1], duration, heights.length) : [0, 0];
    return html`<svg viewBox="0 0 ${heights.length * step} 28" preserveAspectRatio="none" aria-hidden="true">${heights.map((height, i) => {
      const tall = Math.max(3, height * 24);
      return svg`<rect class=${i >= first && i < last ? "quoted" : i < played ? "played" : nothing} x=${i * step + 1} y=${14 - tall / 2} width="3" height=${tall} rx="1.5"/>`;
    })}</svg>`;
  }
}
