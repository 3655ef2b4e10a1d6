import { LitElement, css, html } from "lit";
import { customElement, property } from "lit/decorators.js";
import { saveAs } from "../export.ts";
import type { Receipt } from "../page-api.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";

/** What is left after an erasure: its proof, to take along. */
@customElement("erasure-receipt")
export class ErasureReceipt extends LitElement {
  static override styles = [base, css`
    :host { display: block; padding: 8px 20px 24px; font-size: 14px; line-height: 1.5; overflow-y: auto; }
    h3 { font-size: 16px; font-weight: 600; }
    h3:focus-visible { outline: none; }
    p { margin-top: 6px; color: var(--secondary); }
    code { display: block; margin-top: 8px; padding: 8px 12px; border-radius: 10px; background: var(--field); font-size: 13px; overflow-wrap: anywhere; }
    .button { margin-top: 16px; }
  `];

  @property({ attribute: false }) receipt!: Receipt;
  private readonly bound = new Bound(this, state => [state.language]);

  override firstUpdated() { this.renderRoot.querySelector<HTMLElement>("h3")?.focus(); }

  override render() {
    const { text } = this.bound;
    return html`<h3 tabindex="-1">${text.erasedTitle}</h3><p>${text.erasedHint}</p><code>${this.receipt.subject}</code>
      <button type="button" class="button save" @click=${this.save}>${icon("download", 16)}${text.saveReceipt}</button>`;
  }

  private readonly save = () => saveAs("receipt.json", "application/json", JSON.stringify(this.receipt, null, 2));
}
