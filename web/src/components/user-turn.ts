import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { bytes, moment, percent } from "../i18n/format.ts";
import type { FileView, UserMessage } from "../model.ts";
import { Bound } from "../store/controller.ts";
import { spokenText } from "../sources/spoken.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";
import "./audio-player.ts";

/** What the person sent: text, pictures, recordings and files, and whether it has arrived. */
@customElement("user-turn")
export class UserTurn extends LitElement {
  static override styles = [base, css`
    :host { display: flex; flex-direction: column; align-items: flex-end; gap: 8px; padding-left: 40px; }
    .bubble { max-width: min(100%, 560px); padding: 8px 14px; border-radius: 18px 18px 4px 18px; background: var(--bubble); white-space: pre-wrap; overflow-wrap: anywhere; }
    .pictures { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: 8px; }
    .picture { border: 1px solid var(--line); border-radius: 14px; overflow: hidden; background: var(--rail); }
    .picture:focus-visible { border-radius: 14px; }
    .picture img { display: block; max-width: min(220px, 60vw); max-height: 128px; min-width: 44px; min-height: 44px; object-fit: cover; object-position: top; }
    .sound { width: min(100%, 320px); padding: 7px 14px 7px 10px; border-radius: 18px 18px 4px 18px; background: var(--bubble); }
    .file { display: inline-flex; align-items: center; gap: 8px; min-height: 40px; max-width: 100%; padding: 4px 14px 4px 10px; border: 1px solid var(--line); border-radius: 10px; color: var(--ink); font-size: 14px; text-decoration: none; }
    .file:hover { border-color: var(--line-strong); }
    .file b { font-weight: 400; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .file small { color: var(--secondary); font-size: 13px; white-space: nowrap; }
    .state { display: flex; align-items: center; gap: 4px; min-height: 20px; color: var(--secondary); font-size: 13px; font-variant-numeric: tabular-nums; }
    .state.failed { color: var(--bad-ink); }
    .state .text-button { font-size: 13px; color: inherit; font-weight: 600; }
    .edit { position: absolute; right: 100%; top: 3px; opacity: 0; }
    .row { position: relative; max-width: 100%; }
    :host(:hover) .edit, .edit:focus-visible { opacity: 1; }
    @media (hover: none) { .edit { display: none; } }
  `];

  @property({ attribute: false }) message!: UserMessage;
  /** Its turn is recorded: what a voice note says is known. */
  @property({ type: Boolean }) answered = false;
  @state() private fraction?: number;
  @state() private spoken = "";
  private readonly bound = new Bound(this, state => [state.language]);
  private readonly uploaded = (event: Event) => {
    if ((event as CustomEvent).detail === this.message.id) this.fraction = this.bound.session.outgoing.uploads.get(this.message.id);
  };

  override connectedCallback() {
    super.connectedCallback();
    this.bound.session.store.addEventListener("upload", this.uploaded);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.bound.session.store.removeEventListener("upload", this.uploaded);
  }

  override willUpdate(changed: Map<string, unknown>) {
    const { current } = this.bound.state;
    const sound = this.message.files.find(file => file.type.startsWith("audio/"));
    if (!changed.has("answered") || !this.answered || !sound || current === null) return;
    void spokenText(this.bound.session.api, current, sound.id).then(words => { this.spoken = words; });
  }

  override render() {
    const { text, files } = this.message;
    const pictures = files.filter(file => file.type.startsWith("image/"));
    const words = this.bound.text;
    return html`
      <h2 class="hidden">${words.youSaid}</h2>
      ${pictures.length > 0 ? html`<div class="pictures">${pictures.map(file => this.picture(file))}</div>` : nothing}
      ${files.filter(file => !file.type.startsWith("image/")).map(file => (file.type.startsWith("audio/") ? this.sound(file) : this.file(file)))}
      ${text ? html`<div class="row"><div class="bubble" title=${moment(this.message.at, this.bound.state.locale)}>${text}</div>
        <button type="button" class="icon edit" title=${words.editAndResend} aria-label=${words.editAndResend} @click=${this.edit}>${icon("edit", 16)}</button></div>` : nothing}
      ${this.spoken ? html`<div class="bubble spoken">${words.spoken(this.spoken)}</div>` : nothing}
      ${this.status()}`;
  }

  private picture(file: FileView) {
    const name = this.bound.text.enlarge(file.name);
    return html`<button type="button" class="picture" aria-label=${name} title=${file.name} @click=${() => this.bound.session.store.set({ dialog: { kind: "picture", url: file.url ?? "", name: file.name } })}><img src=${file.url ?? ""} alt=${file.name} @error=${this.unshown}></button>`;
  }

  /** A picture of a kind that browsers do not show (TIFF) stands with its name. */
  private readonly unshown = (event: Event) => { (event.target as HTMLElement).closest(".picture")?.classList.add("file"); };

  private sound(file: FileView) {
    return html`<audio-player class="sound" src=${file.url ?? ""} label=${file.name}></audio-player>`;
  }

  private file(file: FileView) {
    const size = file.size === undefined ? nothing : html`<small>${bytes(file.size, this.bound.state.locale)}</small>`;
    return html`<a class="file" href=${file.url ?? nothing} download=${file.name}>${icon("file", 18)}<b>${file.name}</b>${size}</a>`;
  }

  private status() {
    const { delivery, problem, gone, files } = this.message;
    const { text, state, session } = this.bound;
    const broken = session.outgoing.brokenOff.get(this.message.id);
    if (delivery === "sent") return nothing;
    if (delivery === "sending") return html`<p class="state">${files.length > 0 && this.fraction !== undefined ? text.sendingPart(percent(this.fraction, state.locale)) : text.sending}</p>`;
    if (delivery === "waiting") return html`<p class="state">${problem !== "0" ? text.busy : broken !== undefined ? text.brokeOff(percent(broken, state.locale)) : text.waitingToSend}<button type="button" class="text-button" @click=${this.edit}>${text.cancel}</button></p>`;
    if (gone) return html`<p class="state failed">${text.notSent} ${text.fileGone(gone.join(", "))}<button type="button" class="text-button" @click=${this.edit}>${text.editAndResend}</button></p>`;
    if (problem === "stopped") return html`<p class="state failed">${text.stoppedSending}<button type="button" class="text-button" @click=${this.again}>${text.sendAgain}</button><button type="button" class="text-button" @click=${this.edit}>${text.editAndResend}</button></p>`;
    const why = problem === "413" ? text.tooLargeForServer : problem === "429" || problem === "503" ? text.busy : problem === "0" ? "" : text.refusedByServer;
    return html`<p class="state failed">${text.notSent} ${why}<button type="button" class="text-button" @click=${this.again}>${text.retry}</button><button type="button" class="text-button" @click=${this.edit}>${text.editAndResend}</button></p>`;
  }

  private readonly again = () => this.bound.session.outgoing.again(this.message);

  private readonly edit = () => {
    this.dispatchEvent(new CustomEvent("edit", { detail: this.message, bubbles: true, composed: true }));
  };
}
