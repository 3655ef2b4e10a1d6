import { LitElement, css, html } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { moment } from "../i18n/format.ts";
import type { Conversation } from "../model.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";

/** A conversation of the list: opens it; its menu renames or deletes it. */
@customElement("conversation-item")
export class ConversationItem extends LitElement {
  static override styles = [base, css`
    :host { display: flex; align-items: center; position: relative; min-height: 36px; border-radius: 8px; }
    :host(:hover) { background: var(--hover); }
    :host([current]) { background: var(--accent-soft); }
    .open { flex: 1; min-width: 0; min-height: max(36px, var(--target)); padding: 4px 10px; overflow: hidden; border-radius: 8px; font-size: 15px; line-height: 1.4; text-align: start; text-overflow: ellipsis; white-space: nowrap; }
    :host([current]) .open { color: var(--accent); font-weight: 600; }
    .more { position: absolute; right: 2px; opacity: 0; }
    :host(:hover) .more, .more:focus-visible, .more[aria-expanded="true"], :host([current]) .more { opacity: 1; }
    :host(:hover) .open, :host(:focus-within) .open, :host([current]) .open { padding-right: calc(var(--target) + 4px); }
    @media (hover: none) { .more { opacity: 1; } .open { padding-right: calc(var(--target) + 4px); } }
    .menu { position: fixed; inset: auto; margin: 0; min-width: 168px; padding: 4px; border: 1px solid var(--line); border-radius: 10px; background: var(--ground); color: var(--ink); box-shadow: var(--shadow); }
    .menu button { display: flex; align-items: center; gap: 10px; width: 100%; min-height: max(36px, var(--target)); padding: 0 10px; border-radius: 6px; font-size: 14px; }
    .menu button:hover { background: var(--hover); }
    .menu svg { color: var(--secondary); }
    .menu .bad, .menu .bad svg { color: var(--bad-ink); }
    form { flex: 1; min-width: 0; }
    input { width: 100%; height: 36px; padding: 0 9px; border: 1px solid var(--accent); border-radius: 8px; background: var(--ground); }
  `];

  @property({ attribute: false }) conversation!: Conversation;
  @property({ type: Boolean, reflect: true }) current = false;
  @state() private renaming = false;
  @state() private menuOpen = false;
  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { text, state, session } = this.bound;
    const title = this.conversation.title || text.untitled;
    if (this.renaming) {
      return html`<form @submit=${this.renamed}><input aria-label=${text.renameLabel} maxlength="120" .value=${title} @blur=${this.renamed} @keydown=${this.escaped}></form>`;
    }
    return html`
      <button type="button" class="open" aria-current=${this.current ? "page" : "false"} title="${title}\n${moment(this.conversation.at, state.locale)}" @click=${() => session.open(this.conversation.id)} @dblclick=${this.rename}>${title}</button>
      <button type="button" class="icon more" aria-label=${text.moreFor(title)} aria-haspopup="menu" aria-expanded=${this.menuOpen} @click=${this.toggle} @keydown=${this.keys}>${icon("more")}</button>
      <div class="menu" popover role="menu" aria-label=${text.moreFor(title)} @toggle=${this.toggled} @keydown=${this.keys}>
        <button type="button" role="menuitem" @click=${this.rename}>${icon("edit", 17)}${text.rename}</button>
        <button type="button" role="menuitem" class="bad" @click=${() => session.directory.remove(this.conversation)}>${icon("trash", 17)}${text.remove}</button>
      </div>`;
  }

  override focus() { this.renderRoot.querySelector<HTMLElement>(".open")?.focus(); }

  private get menu() { return this.renderRoot.querySelector<HTMLElement>(".menu")!; }

  private readonly toggle = () => {
    const button = this.renderRoot.querySelector<HTMLElement>(".more")!.getBoundingClientRect();
    this.menu.togglePopover();
    const size = this.menu.getBoundingClientRect();
    this.menu.style.left = `${Math.max(8, Math.min(button.right - size.width, innerWidth - size.width - 8))}px`;
    this.menu.style.top = `${button.bottom + size.height + 8 > innerHeight ? button.top - size.height - 4 : button.bottom + 4}px`;
    this.menu.querySelector("button")?.focus();
  };

  private readonly toggled = (event: Event) => { this.menuOpen = (event as ToggleEvent).newState === "open"; };

  private readonly keys = (event: KeyboardEvent) => {
    if (!this.menuOpen || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const items = [...this.menu.querySelectorAll("button")];
    const at = items.indexOf(this.shadowRoot!.activeElement as HTMLButtonElement);
    items[(at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length]?.focus();
  };

  private readonly rename = async () => {
    this.menu.hidePopover();
    this.renaming = true;
    await this.updateComplete;
    this.renderRoot.querySelector("input")?.select();
  };

  private readonly escaped = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.renaming = false;
  };

  private readonly renamed = (event: Event) => {
    event.preventDefault();
    if (!this.renaming) return;
    const title = this.renderRoot.querySelector("input")!.value.trim();
    this.renaming = false;
    if (title && title !== this.conversation.title) void this.bound.session.directory.rename(this.conversation, title);
  };
}
