import { LitElement, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { exportText } from "../export.ts";
import { handleKeys } from "../keys.ts";
import { Intake } from "../intake.ts";
import type { UserMessage } from "../model.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { layout } from "../styles/layout.ts";
import type { ConversationRail } from "./conversation-rail.ts";
import { icon } from "./icons.ts";
import type { MessageComposer } from "./message-composer.ts";
import { shownAnswer, type SourcesPane } from "./sources-pane.ts";
import "./conversation-rail.ts";
import "./message-composer.ts";
import "./page-dialog.ts";
import "./sources-pane.ts";
import "./transcript-view.ts";

/** The page: three columns, drawers where they do not fit, and what concerns all of it (keys, drop, focus). */
@customElement("assistant-app")
export class AssistantApp extends LitElement {
  static override styles = [base, layout];

  @query("message-composer") composer!: MessageComposer;
  @query("conversation-rail") rail!: ConversationRail;
  @query("sources-pane") private pane?: SourcesPane;
  @state() private dragging = false;
  private readonly narrow = matchMedia("(max-width: 1099px)");
  private readonly phone = matchMedia("(max-width: 699px)");
  private returnTo?: HTMLElement;
  private readonly bound = new Bound(this, state => [state.language, state.current, state.conversations, state.messages, state.connection, state.sourcesOpen, state.railOpen, state.cited, state.removed, state.held, state.unrenamed, state.memoryPaused]);
  private readonly intake = new Intake((files, folders) => this.composer.add(files, folders), dragging => { this.dragging = dragging; }, () => this.bound.state.dialog === null);

  override connectedCallback() {
    super.connectedCallback();
    this.intake.listen();
    document.addEventListener("keydown", event => handleKeys(event, this));
    addEventListener("popstate", () => this.bound.session.followAddress());
    for (const width of [this.narrow, this.phone]) width.addEventListener("change", () => this.requestUpdate());
  }

  override willUpdate() {
    const { state } = this.bound;
    this.toggleAttribute("sources", state.sourcesOpen);
    this.toggleAttribute("rail", state.railOpen);
    document.title = this.heading === this.bound.text.untitled ? this.bound.text.appName : `${this.heading} · ${this.bound.text.appName}`;
  }

  private get heading() {
    const { state, text } = this.bound;
    const first = state.messages.find(each => each.role === "user");
    return state.conversations.find(each => each.id === state.current)?.title || (first?.role === "user" ? first.text.slice(0, 80) || first.files[0]?.name : "") || text.untitled;
  }

  override render() {
    const { text, state, session } = this.bound;
    const covered = (state.sourcesOpen && this.narrow.matches) || (state.railOpen && this.phone.matches);
    const hasSources = shownAnswer(state) !== undefined;
    return html`
      <aside class="rail" ?inert=${this.phone.matches ? !state.railOpen : covered} aria-label=${text.conversations}><button type="button" class="skip" @click=${() => this.composer.focus()}>${text.skipToInput}</button><conversation-rail @close-rail=${this.closeRail} @focus-field=${() => this.composer.focus()}></conversation-rail></aside>
      <main ?inert=${covered} @edit=${(event: CustomEvent<UserMessage>) => this.composer.edit(event.detail)} @choose-files=${() => this.composer.pick()}>
        <header class="bar">
          <button type="button" class="icon menu" aria-label=${text.openConversations} aria-expanded=${state.railOpen} @click=${this.openRail}>${icon("menu")}</button>
          <h1>${this.heading}</h1>
          ${state.conversations.find(each => each.id === state.current)?.unremembered ? html`<p class="unremembered" title=${text.unrememberedHint}>${text.unremembered}</p>` : nothing}
          <button type="button" class="memory ${state.memoryPaused ? "paused" : ""}" aria-label=${state.memoryPaused ? `${text.memoryPaused}: ${text.openMemory}` : text.openMemory} title="${text.openMemory} (Alt M)" aria-haspopup="dialog" @click=${() => session.store.set({ dialog: { kind: "memory" } })}>${icon("memory")}${state.memoryPaused ? html`<span>${text.memoryPaused}</span>` : nothing}</button>
          ${state.messages.length > 0 ? html`<button type="button" class="icon" aria-label=${text.exportTranscript} title=${text.exportTranscript} @click=${() => exportText(this.heading, state.messages, text)}>${icon("download")}</button>` : nothing}
          ${hasSources || state.sourcesOpen ? html`<button type="button" class="icon" aria-label=${state.sourcesOpen ? text.closeSources : text.openSources} title=${state.sourcesOpen ? text.closeSources : text.openSources} aria-expanded=${state.sourcesOpen} @click=${this.toggleSources}>${icon("panel")}</button>` : nothing}
        </header>
        ${state.connection === "online" ? html`<div></div>` : html`<div class="status" role="status"><i></i>${state.connection === "offline" ? text.offline : text.reconnecting}${state.connection === "offline" ? html`<button type="button" class="text-button" @click=${() => session.reconnect(0)}>${text.reconnect}</button>` : nothing}</div>`}
        <transcript-view @cite=${this.opened}></transcript-view>
        <div class="foot"><message-composer></message-composer></div>
      </main>
      ${state.sourcesOpen ? html`<aside class="sources" aria-label=${text.sources}><sources-pane @close-pane=${this.closeSources}></sources-pane></aside>` : nothing}
      <div class="scrim" @click=${this.closeDrawers}></div>
      ${state.removed ? html`<div class="toast" role="status"><span>${text.removed(state.removed.title || text.untitled)}</span><button type="button" class="text-button" @click=${() => session.directory.undo()}>${text.undo}</button></div>` : nothing}
      ${state.held ? html`<div class="toast" role="alert"><span>${text.held(state.held.title || text.untitled)}</span><button type="button" class="text-button" @click=${() => session.store.set({ held: null })}>${text.close}</button></div>` : nothing}
      ${state.unrenamed ? html`<div class="toast" role="alert"><span>${text.renameFailed(state.unrenamed.title || text.untitled)}</span><button type="button" class="text-button" @click=${() => session.store.set({ unrenamed: null })}>${text.close}</button></div>` : nothing}
      ${this.dragging ? html`<div class="drop"><div>${icon("plus")}${text.dropHere}</div></div>` : nothing}
      <page-dialog></page-dialog>`;
  }

  readonly toggleSources = () => {
    if (this.bound.state.sourcesOpen) return this.closeSources();
    this.returnTo = deepFocus();
    this.bound.session.store.set({ sourcesOpen: true });
    this.focusPane();
  };

  /** Esc: closes what is open, else stops the running turn. True when there was something to do. */
  escape(): boolean {
    const { sourcesOpen, railOpen, live } = this.bound.state;
    if (railOpen && this.phone.matches) this.closeRail();
    else if (sourcesOpen && this.narrow.matches) this.closeSources();
    else if (live) void this.bound.session.stop();
    else if (sourcesOpen) this.closeSources();
    else return false;
    return true;
  }

  private readonly opened = (event: Event) => {
    this.returnTo = event.composedPath()[0] as HTMLElement;
    const inside = (event.composedPath()[0] as HTMLElement).shadowRoot?.activeElement as HTMLElement | null;
    if (inside) this.returnTo = inside;
    if (this.narrow.matches) this.focusPane();
  };

  private focusPane() {
    void this.updateComplete.then(() => this.pane?.updateComplete).then(() => this.pane?.focus());
  }

  readonly closeSources = () => {
    this.bound.session.store.set({ sourcesOpen: false });
    void this.updateComplete.then(() => (this.returnTo ?? this.composer).focus());
  };

  private readonly openRail = () => {
    this.bound.session.store.set({ railOpen: true });
    void this.updateComplete.then(() => this.rail.focus());
  };

  private readonly closeRail = () => {
    this.bound.session.store.set({ railOpen: false });
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(".menu")?.focus());
  };

  private readonly closeDrawers = () => {
    if (this.bound.state.railOpen) this.closeRail();
    else this.closeSources();
  };
}

function deepFocus(): HTMLElement | undefined {
  let focused = document.activeElement;
  while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
  return (focused as HTMLElement | null) ?? undefined;
}
