import { LitElement, css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { typedWord } from "../styles/memory.ts";

/** Has all of it forgotten, once its word was typed. */
@customElement("forget-everything")
export class ForgetEverything extends LitElement {
  static override styles = [base, typedWord, css`:host { padding-top: 12px; border-top: 1px solid var(--line); }`];

  @state() private open = false;
  @state() private typed = "";
  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { text } = this.bound;
    if (!this.open) return html`<button type="button" class="text-button start" @click=${this.begin}>${text.forgetAll}</button>`;
    const sure = this.typed.trim().toLowerCase() === text.forgetAllWord;
    return html`<form @submit=${this.submit} @keydown=${this.keys}><p>${text.forgetAllHint}</p>
      <label for="word">${text.forgetAllType(text.forgetAllWord)}</label>
      <div class="line"><input id="word" autocomplete="off" autocapitalize="off" spellcheck="false" .value=${this.typed} @input=${(event: Event) => { this.typed = (event.target as HTMLInputElement).value; }}>
        <button class="button now" ?disabled=${!sure}>${text.forgetAllNow}</button><button type="button" class="button" @click=${this.close}>${text.cancel}</button></div></form>`;
  }

  private readonly begin = async () => {
    this.open = true;
    await this.updateComplete;
    this.renderRoot.querySelector("input")?.focus();
    this.scrollIntoView({ block: "nearest" });
  };

  private readonly close = async () => {
    this.open = false;
    this.typed = "";
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".start")?.focus();
  };

  private readonly keys = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    void this.close();
  };

  private readonly submit = (event: Event) => {
    event.preventDefault();
    if (this.typed.trim().toLowerCase() !== this.bound.text.forgetAllWord) return;
    this.open = false;
    this.typed = "";
    this.dispatchEvent(new CustomEvent("forget-all"));
  };
}
