import { LitElement, html } from "lit";
import { state } from "lit/decorators.js";
import { Bound } from "../store/controller.ts";

/** What cannot be undone: begun by a button, done once its word was typed, left by Escape or Cancel. */
export abstract class TypedConfirmation extends LitElement {
  @state() protected open = false;
  @state() protected typed = "";
  @state() protected busy = false;
  protected readonly bound = new Bound(this, state => [state.language]);

  protected abstract get word(): string;

  /** Called when the word was typed. */
  protected abstract confirmed(): void | Promise<void>;

  protected reset() { [this.open, this.typed] = [false, ""]; }

  protected opener(label: string) { return html`<button type="button" class="text-button start" @click=${this.begin}>${label}</button>`; }

  protected confirmation(now: string) {
    const { text } = this.bound;
    return html`<label for="word">${text.forgetAllType(this.word)}</label>
      <div class="line"><input id="word" autocomplete="off" autocapitalize="off" spellcheck="false" .value=${this.typed} @input=${(event: Event) => { this.typed = (event.target as HTMLInputElement).value; }}>
        <button class="button now" ?disabled=${!this.sure || this.busy}>${now}</button><button type="button" class="button" ?disabled=${this.busy} @click=${this.close}>${text.cancel}</button></div>`;
  }

  private get sure() { return this.typed.trim().toLowerCase() === this.word; }

  private readonly begin = async () => {
    this.open = true;
    await this.updateComplete;
    this.renderRoot.querySelector("input")?.focus();
    this.scrollIntoView({ block: "nearest" });
  };

  private readonly close = async () => {
    this.reset();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".start")?.focus();
  };

  protected readonly keys = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (!this.busy) void this.close();
  };

  protected readonly submit = (event: Event) => {
    event.preventDefault();
    if (this.sure && !this.busy) void this.confirmed();
  };
}
