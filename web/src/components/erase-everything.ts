import { LitElement, css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { RequestError } from "../directline/types.ts";
import type { Receipt } from "../page-api.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { typedWord } from "../styles/memory.ts";

/** Has the reader erased, conversations and all, once its word was typed; tells the receipt by "erased". */
@customElement("erase-everything")
export class EraseEverything extends LitElement {
  static override styles = [base, typedWord, css`
    form { margin-top: 8px; line-height: 1.5; }
    h3 { font-size: 15px; font-weight: 600; }
    ul { margin: 4px 0 8px; padding-left: 20px; }
    .problem { margin-top: 10px; font-weight: 600; }
  `];

  @state() private open = false;
  @state() private typed = "";
  @state() private busy = false;
  @state() private problem = "";
  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { text } = this.bound;
    if (!this.open) return html`<button type="button" class="text-button start" @click=${this.begin}>${text.eraseAll}</button>`;
    return html`<form aria-labelledby="title" @submit=${this.submit} @keydown=${this.keys}>
      <h3 id="title">${text.eraseAllTitle}</h3><p>${text.eraseAllHint}</p>
      <ul>${text.eraseAllGoes.map(each => html`<li>${each}</li>`)}</ul><p>${text.eraseAllStays}</p>
      <label for="word">${text.forgetAllType(text.eraseAllWord)}</label>
      <div class="line"><input id="word" autocomplete="off" autocapitalize="off" spellcheck="false" .value=${this.typed} @input=${(event: Event) => { this.typed = (event.target as HTMLInputElement).value; }}>
        <button class="button now" ?disabled=${!this.sure || this.busy}>${this.busy ? text.erasing : text.eraseAllNow}</button><button type="button" class="button" ?disabled=${this.busy} @click=${this.close}>${text.cancel}</button></div>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}</form>`;
  }

  private get sure() { return this.typed.trim().toLowerCase() === this.bound.text.eraseAllWord; }

  private readonly begin = async () => {
    this.open = true;
    await this.updateComplete;
    this.renderRoot.querySelector("input")?.focus();
    this.scrollIntoView({ block: "nearest" });
  };

  private readonly close = async () => {
    [this.open, this.typed, this.problem] = [false, "", ""];
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".start")?.focus();
  };

  private readonly keys = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.busy) void this.close();
  };

  private readonly submit = async (event: Event) => {
    event.preventDefault();
    if (!this.sure || this.busy) return;
    const { text, session } = this.bound;
    [this.busy, this.problem] = [true, ""];
    try {
      this.dispatchEvent(new CustomEvent<Receipt>("erased", { detail: await session.erase() }));
    } catch (error) {
      this.problem = error instanceof RequestError && error.status === 409 ? text.memoryHeld : text.eraseFailed;
    } finally {
      this.busy = false;
    }
  };
}
