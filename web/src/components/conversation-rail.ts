import { LitElement, css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { dayGroup, type DayGroup } from "../i18n/format.ts";
import type { Conversation } from "../model.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";
import type { ConversationItem } from "./conversation-item.ts";
import "./conversation-item.ts";
import "./rail-foot.ts";

const groups: DayGroup[] = ["today", "yesterday", "thisWeek", "earlier"];

/** The left column: new conversation, search, the list by day, and what answers here. */
@customElement("conversation-rail")
export class ConversationRail extends LitElement {
  static override styles = [base, css`
    :host { display: flex; flex-direction: column; min-height: 0; background: var(--rail); }
    .brand { display: flex; align-items: center; gap: 10px; height: 52px; padding: 4px 12px 0 18px; flex: none; }
    .mark { display: grid; place-items: center; width: 24px; height: 24px; border-radius: 7px; background: var(--accent); color: var(--on-accent); }
    .brand strong { flex: 1; font-size: 15px; font-weight: 600; }
    .close { display: none; }
    @media (max-width: 699px) { .close { display: inline-grid; } }
    .top { padding: 0 12px; }
    .new { display: flex; align-items: center; gap: 10px; width: 100%; min-height: max(40px, var(--target)); padding: 0 12px; border: 1px solid var(--line); border-radius: 10px; background: var(--ground); text-align: start; }
    .new:hover { border-color: var(--line-strong); }
    .new:focus-visible { border-radius: 10px; }
    .search { position: relative; margin-top: 10px; }
    .search input { width: 100%; height: max(38px, var(--target)); padding: 0 12px; border: 1px solid transparent; border-radius: 10px; background: var(--field); font-size: 14px; }
    .search input::placeholder { color: var(--secondary); opacity: 1; }
    .search input:focus-visible { outline: none; border-color: var(--accent); background: var(--ground); }
    .search input::-webkit-search-cancel-button { appearance: none; width: 14px; height: 14px; background: var(--secondary); clip-path: polygon(12% 0, 50% 38%, 88% 0, 100% 12%, 62% 50%, 100% 88%, 88% 100%, 50% 62%, 12% 100%, 0 88%, 38% 50%, 0 12%); cursor: pointer; }
    nav { flex: 1; min-height: 0; padding: 8px 12px 16px; overflow-y: auto; scrollbar-width: thin; }
    h3 { padding: 12px 8px 6px; color: var(--secondary); font-size: 12px; font-weight: 400; }
    ul { margin: 0; list-style: none; }
    li + li { margin-top: 2px; }
    .older { width: 100%; min-height: max(36px, var(--target)); margin-top: 8px; padding: 0 10px; border-radius: 8px; color: var(--accent); font-size: 14px; text-align: start; }
    .older:hover { background: var(--hover); }
    .quiet { padding: 12px 8px; color: var(--secondary); font-size: 13px; }
  `];

  @state() private told = "";
  private readonly bound = new Bound(this, state => [state.language, state.conversations, state.found, state.search, state.current, state.listProblem, state.older, state.searchProblem]);

  override render() {
    const { text, state, session } = this.bound;
    return html`
      <div class="brand"><div class="mark" aria-hidden="true">${icon("chat", 15)}</div><strong>${text.appName}</strong>
        <button type="button" class="icon close" aria-label=${text.closeConversations} @click=${() => this.dispatchEvent(new CustomEvent("close-rail", { bubbles: true, composed: true }))}>${icon("close")}</button></div>
      <div class="top">
        <button type="button" class="new" @click=${() => { session.newConversation(); this.dispatchEvent(new CustomEvent("focus-field", { bubbles: true, composed: true })); }}>${icon("plus", 18)}${text.newConversation}</button>
        <div class="search" role="search"><input type="search" aria-label=${text.searchConversations} placeholder=${text.searchConversations} .value=${state.search} @input=${(event: Event) => session.directory.search((event.target as HTMLInputElement).value)}></div>
      </div>
      <nav aria-label=${text.conversations}><h2 class="hidden">${text.conversations}</h2>${this.list()}</nav>
      <rail-foot></rail-foot>`;
  }

  override focus() { this.renderRoot.querySelector<HTMLElement>(".new")?.focus(); }

  focusSearch() { this.renderRoot.querySelector<HTMLElement>("input")?.focus(); }

  private list() {
    const { text, state, session } = this.bound;
    if (state.searchProblem) return html`<p class="quiet" role="alert">${text.searchFailed} <button type="button" class="text-button" @click=${() => session.directory.search(state.search)}>${text.retry}</button></p>`;
    if (state.found) {
      return state.found.length > 0 ? this.items(state.found) : html`<p class="quiet" role="status">${text.nothingFound(state.search)}</p>`;
    }
    if (state.conversations.length === 0) {
      return state.listProblem
        ? html`<p class="quiet">${text.listFailed} <button type="button" class="text-button" @click=${() => session.directory.refresh()}>${text.retry}</button></p>`
        : html`<p class="quiet">${text.noConversations}</p>`;
    }
    const now = new Date();
    return [groups.map(group => {
      const members = state.conversations.filter(each => dayGroup(each.at, now) === group);
      return members.length === 0 ? nothing : html`<h3>${text[group]}</h3>${this.items(members)}`;
    }), this.older()];
  }

  private older() {
    const { text, state } = this.bound;
    return html`<div class="hidden" role="status">${this.told}</div>
      ${state.older === "failed" ? html`<p class="quiet" role="alert">${text.olderFailed}</p>` : nothing}
      ${state.older === "none" ? nothing : html`<button type="button" class="older" aria-disabled=${state.older === "loading"} @click=${this.more}>${state.older === "loading" ? text.olderLoading : text.olderConversations}</button>`}`;
  }

  /** Who pressed the button goes on at the first one that came, which stands where the button was. */
  private readonly more = async () => {
    const { session } = this.bound;
    const before = session.store.state.conversations.length;
    const added = await session.directory.more();
    this.told = added > 0 ? this.bound.text.olderCame(added) : "";
    await this.updateComplete;
    const came = session.store.state.conversations[before];
    if (came) [...this.renderRoot.querySelectorAll<ConversationItem>("conversation-item")].find(each => each.conversation.id === came.id)?.focus();
  };

  private items(conversations: Conversation[]) {
    const { current } = this.bound.state;
    return html`<ul>${repeat(conversations, each => each.id, each => html`<li><conversation-item .conversation=${each} ?current=${each.id === current}></conversation-item></li>`)}</ul>`;
  }
}
