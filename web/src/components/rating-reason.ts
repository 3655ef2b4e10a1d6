import { LitElement, css, html, type PropertyValues } from "lit";
import { customElement, property } from "lit/decorators.js";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";

/** Asks why somebody likes or dislikes an answer; may be left empty. */
@customElement("rating-reason")
export class RatingReason extends LitElement {
  static override styles = [base, css`
    form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin-top: 4px; padding: 10px 12px; border: 1px solid var(--line-strong); border-radius: 10px; }
    label { flex: 1 1 220px; min-width: 0; color: var(--secondary); font-size: 13px; }
    textarea { display: block; width: 100%; min-height: 44px; margin-top: 4px; padding: 8px 10px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--ground); color: inherit; font: inherit; resize: vertical; }
  `];

  @property() rating: "like" | "dislike" = "like";
  @property() reason = "";
  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { text } = this.bound;
    return html`<form @submit=${this.submit} @keydown=${this.key}>
      <label>${this.rating === "like" ? text.whyGood : text.whyBad}<textarea maxlength="2000" rows="2" .value=${this.reason}></textarea></label>
      <button type="button" class="button" @click=${this.close}>${text.notNow}</button><button class="button primary">${text.sendReason}</button></form>`;
  }

  /** Also when the other thumb was pressed while it was open. */
  override updated(changed: PropertyValues<this>) {
    if (changed.has("rating")) this.renderRoot.querySelector("textarea")!.focus();
  }

  private readonly key = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.close();
  };

  private readonly close = () => this.dispatchEvent(new Event("closed"));

  private readonly submit = (event: Event) => {
    event.preventDefault();
    this.dispatchEvent(new CustomEvent("reason", { detail: this.renderRoot.querySelector("textarea")!.value.trim() }));
  };
}
