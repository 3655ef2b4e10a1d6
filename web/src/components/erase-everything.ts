import { css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { RequestError } from "../directline/types.ts";
import type { Receipt } from "../page-api.ts";
import { base } from "../styles/base.ts";
import { typedWord } from "../styles/memory.ts";
import { TypedConfirmation } from "./typed-confirmation.ts";

/** Has the reader erased, conversations and all, once its word was typed; tells the receipt by "erased". */
@customElement("erase-everything")
export class EraseEverything extends TypedConfirmation {
  static override styles = [base, typedWord, css`
    form { margin-top: 8px; line-height: 1.5; }
    h3 { font-size: 15px; font-weight: 600; }
    ul { margin: 4px 0 8px; padding-left: 20px; }
    .problem { margin-top: 10px; font-weight: 600; }
  `];

  @state() private problem = "";

  override render() {
    const { text } = this.bound;
    if (!this.open) return this.opener(text.eraseAll);
    return html`<form aria-labelledby="title" @submit=${this.submit} @keydown=${this.keys}>
      <h3 id="title">${text.eraseAllTitle}</h3><p>${text.eraseAllHint}</p>
      <ul>${text.eraseAllGoes.map(each => html`<li>${each}</li>`)}</ul><p>${text.eraseAllStays}</p>
      ${this.confirmation(this.busy ? text.erasing : text.eraseAllNow)}
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}</form>`;
  }

  protected override get word() { return this.bound.text.eraseAllWord; }

  protected override reset() {
    super.reset();
    this.problem = "";
  }

  protected override async confirmed() {
    const { text, session } = this.bound;
    [this.busy, this.problem] = [true, ""];
    try {
      this.dispatchEvent(new CustomEvent<Receipt>("erased", { detail: await session.erase() }));
    } catch (error) {
      this.problem = error instanceof RequestError && error.status === 409 ? text.memoryHeld : text.eraseFailed;
    } finally {
      this.busy = false;
    }
  }
}
