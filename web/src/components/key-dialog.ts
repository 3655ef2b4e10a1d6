import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";

/** Asks for the access key of a site that has one. */
@customElement("key-content")
export class KeyContent extends LitElement {
  static override styles = [base, css`
    p { color: var(--secondary); font-size: 14px; }
    .wrong { margin-top: 8px; color: var(--bad-ink); }
    form { display: flex; gap: 8px; margin-top: 16px; }
    input { flex: 1; min-width: 0; min-height: 40px; padding: 0 12px; border: 1px solid var(--line-strong); border-radius: 10px; background: var(--ground); }
  `];

  @property({ type: Boolean }) again = false;
  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { text } = this.bound;
    return html`<p>${text.keyHint}</p>${this.again ? html`<p class="wrong" role="alert">${text.keyWrong}</p>` : nothing}
      <form @submit=${this.submit}><input type="password" required autocomplete="current-password" aria-label=${text.keyTitle}><button class="button primary">${text.keyOpen}</button></form>`;
  }

  override firstUpdated() { this.renderRoot.querySelector("input")?.focus(); }

  private readonly submit = (event: Event) => {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("key", { detail: this.renderRoot.querySelector("input")!.value }));
  };
}
