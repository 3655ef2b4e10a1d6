import { LitElement, css, html, nothing } from "lit";
import { customElement, query } from "lit/decorators.js";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { dialogStyles } from "../styles/dialog.ts";
import { icon } from "./icons.ts";
import "./key-dialog.ts";
import "./memory-content.ts";
import "./picture-viewer.ts";
import "./shortcuts-dialog.ts";
import "./status-dialog.ts";

/** The one dialog of the page: status, shortcuts, what is remembered, a picture, or the site's key. */
@customElement("page-dialog")
export class PageDialog extends LitElement {
  static override styles = [base, dialogStyles, css`
    dialog.wide { max-width: none; max-height: none; overflow: hidden; }
    dialog.tall[open] { display: flex; flex-direction: column; width: min(640px, calc(100vw - 32px)); max-width: none; height: min(760px, calc(100dvh - 48px)); overflow: hidden; }
    .tall .content { flex: 1; min-width: 0; min-height: 0; padding: 0; }
    @media (max-width: 699px) { dialog.tall[open] { width: 100vw; height: 100dvh; max-height: none; border: 0; border-radius: 0; } }
  `];

  @query("dialog") private frame!: HTMLDialogElement;
  private readonly bound = new Bound(this, state => [state.language, state.dialog]);

  override render() {
    const { text, state } = this.bound;
    const { dialog } = state;
    const title = dialog?.kind === "shortcuts" ? text.shortcuts : dialog?.kind === "memory" ? text.memoryTitle : dialog?.kind === "key" ? text.keyTitle : dialog?.kind === "picture" ? dialog.name : text.statusTitle;
    const body = () => {
      switch (dialog?.kind) {
        case "status": return html`<status-content></status-content>`;
        case "shortcuts": return html`<shortcuts-content></shortcuts-content>`;
        case "memory": return html`<memory-content></memory-content>`;
        case "key": return html`<key-content ?again=${dialog.again} @key=${(event: CustomEvent<string>) => { this.close(); dialog.answer(event.detail); }}></key-content>`;
        default: return nothing;
      }
    };
    return html`<dialog class=${dialog?.kind === "picture" ? "wide" : dialog?.kind === "memory" ? "tall" : ""} aria-label=${title} @close=${this.close} @cancel=${this.cancelled} @click=${this.clicked}>
      ${dialog?.kind === "picture"
        ? html`<picture-viewer src=${dialog.url} name=${dialog.name} .box=${dialog.box} .unitWidth=${dialog.unitWidth ?? 0} @done=${this.close}></picture-viewer>`
        : html`<header><h2>${title}</h2>${dialog?.kind === "key" ? nothing : html`<button type="button" class="icon" aria-label=${text.close} @click=${this.close}>${icon("close")}</button>`}</header><div class="content">${body()}</div>`}
    </dialog>`;
  }

  override updated() {
    const { dialog } = this.bound.state;
    if (dialog && !this.frame.open) this.frame.showModal();
    else if (!dialog && this.frame.open) this.frame.close();
  }

  private readonly close = () => { if (this.bound.state.dialog) this.bound.session.store.set({ dialog: null }); };
  private readonly cancelled = (event: Event) => { if (this.bound.state.dialog?.kind === "key") event.preventDefault(); };
  private readonly clicked = (event: Event) => { if (event.target === this.frame && this.bound.state.dialog?.kind !== "key") this.close(); };
}
