import { css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { base } from "../styles/base.ts";
import { typedWord } from "../styles/memory.ts";
import { TypedConfirmation } from "./typed-confirmation.ts";

/** Has all of it forgotten, once its word was typed. */
@customElement("forget-everything")
export class ForgetEverything extends TypedConfirmation {
  static override styles = [base, typedWord, css`:host { padding-top: 12px; border-top: 1px solid var(--line); }`];

  override render() {
    const { text } = this.bound;
    if (!this.open) return this.opener(text.forgetAll);
    return html`<form @submit=${this.submit} @keydown=${this.keys}><p>${text.forgetAllHint}</p>${this.confirmation(text.forgetAllNow)}</form>`;
  }

  protected override get word() { return this.bound.text.forgetAllWord; }

  protected override confirmed() {
    this.reset();
    this.dispatchEvent(new CustomEvent("forget-all"));
  }
}
