import { LitElement, css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";

/** Has all of it forgotten, once its word was typed. */
@customElement("forget-everything")
export class ForgetEverything extends LitElement {
  static override styles = [base, css`
    :host { display: block; padding-top: 12px; border-top: 1px solid var(--line); }
    .start { margin-left: -10px; color: var(--bad-ink); }
    .start:hover { color: var(--bad-ink); }
    form { padding: 12px 16px 16px; border-radius: 14px; background: var(--bad-ground); color: var(--bad-ink); font-size: 14px; }
    label { display: block; margin-top: 12px; font-weight: 600; }
    .line { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 6px; }
    input { flex: 1 1 140px; min-width: 0; min-height: max(36px, var(--target)); padding: 0 12px; border: 1px solid currentColor; border-radius: 10px; background: var(--ground); color: var(--ink); }
    .button.now:not(:disabled) { border-color: transparent; background: var(--bad-ink); color: var(--ground); }
    .button:disabled { color: var(--secondary); }
  `];

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
