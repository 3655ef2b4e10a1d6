import { LitElement, html, nothing } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { messageText } from "../message-text.ts";
import type { UserMessage } from "../model.ts";
import { Bound } from "../store/controller.ts";
import { draftFile, DraftFiles, type DraftFile } from "../store/draft-files.ts";
import { admit, toldApart } from "../store/file-limits.ts";
import type { NoRecording, Recording } from "../audio/recorder.ts";
import { base } from "../styles/base.ts";
import { composerStyles } from "../styles/composer.ts";
import { icon } from "./icons.ts";
import "./file-chip.ts";
import "./voice-recorder.ts";

/** The message field: text, files, voice; keeps what was typed and added over a reload. */
@customElement("message-composer")
export class MessageComposer extends LitElement {
  static override styles = [base, composerStyles];

  @state() private value = "";
  @state() private files: DraftFile[] = [];
  @state() private problems: string[] = [];
  @state() private recording = false;
  @query("textarea") private field?: HTMLTextAreaElement;
  @query("input[type=file]") private picker!: HTMLInputElement;

  private readonly bound = new Bound(this, state => [state.language, state.current, state.live === null, state.info]);
  private readonly drafts = new DraftFiles(this.bound.session.blobs);
  private conversation: string | null | undefined;
  /** How many drafts were opened, and when the files of the last one are there. */
  private opened = 0;
  private loaded = Promise.resolve();

  override willUpdate() {
    const { current, begun } = this.bound.state;
    if (current === this.conversation) return;
    const isBegun = this.conversation === null && current !== null && current === begun;
    this.conversation = current;
    if (isBegun) return void this.loaded.then(() => this.keepDraft(current));
    const opening = ++this.opened;
    this.value = this.bound.session.local.draft(this.place);
    this.files = [];
    this.loaded = this.drafts.load(this.place).then(({ files, gone }) => {
      if (this.opened !== opening || this.files.length > 0) return;
      if (gone.length === 0) return void (this.files = files);
      this.setFiles(files);
      this.problems = [this.bound.text.fileGone(gone.join(", "))];
    });
  }

  override updated() {
    const { field } = this;
    if (!field) return;
    if (field.value !== this.value) field.value = this.value;
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 8 * 23.25 + 8)}px`;
  }

  override focus() { this.field?.focus(); }

  /** Adds files that were picked, pasted or dropped. */
  add(files: File[], folders: string[] = []) {
    const { text, state } = this.bound;
    const { accepted, problems } = admit(files, this.files.length, this.limits, text, state.locale);
    this.setFiles([...this.files, ...accepted.map(file => draftFile(file.name, file))]);
    this.problems = [...folders.map(name => text.folderDropped(name)), ...problems];
    this.focus();
  }

  pick() { this.picker.click(); }

  /** Puts a message back into the field, before what is written there. The files of one that was not sent come with it: they are the draft's from now on, and kept once. */
  async edit(message: UserMessage) {
    const isUnsent = message.delivery !== "sent";
    const fits = this.files.length === 0 || this.files.length + message.files.length <= this.limits.maxFiles;
    if (isUnsent && !this.bound.session.outgoing.takeBack(message, fits)) return void (this.problems = [this.bound.text.noRoomToEdit(this.limits.maxFiles)]);
    if (this.value !== message.text) this.setValue([message.text, this.value].filter(each => each.trim() !== "").join("\n\n"));
    if (isUnsent && !(await this.putBack(message))) return;
    await this.updateComplete;
    this.focus();
    this.field?.setSelectionRange(message.text.length, message.text.length);
  }

  /** False when another conversation was opened meanwhile: its files wait in the draft of the one it was written in. */
  private async putBack(message: UserMessage): Promise<boolean> {
    const opening = this.opened;
    this.drafts.bring(this.place, message.files);
    const { files, gone } = await this.drafts.read(message.files);
    if (this.opened !== opening) return false;
    this.setFiles([...files, ...this.files], [...message.files, ...this.files]);
    if (message.files.length === 0) gone.push(...message.gone ?? []);
    if (gone.length > 0) this.problems = [this.bound.text.fileGone(gone.join(", "))];
    return true;
  }

  override render() {
    const { text, state } = this.bound;
    return html`
      ${this.problems.map(each => html`<p class="problem" role="alert">${icon("warning", 18)}<span>${each}</span>${each === text.noRoomToEdit(this.limits.maxFiles) ? nothing : html`<button type="button" class="text-button" @click=${this.pick}>${text.chooseAnother}</button>`}<button type="button" class="icon" aria-label=${text.close} @click=${() => { this.problems = []; }}>${icon("close", 16)}</button></p>`)}
      <form class="box" @submit=${this.submit}>
        ${this.files.length > 0 ? html`<ul class="chips">${this.files.map(file => html`<li><file-chip .file=${file} @remove=${() => this.setFiles(this.files.filter(each => each !== file))}></file-chip></li>`)}</ul>` : nothing}
        ${this.recording
          ? html`<voice-recorder @recorded=${this.recorded} @cancelled=${this.recorded} @interrupted=${this.interrupted} @refused=${this.refused}></voice-recorder>`
          : html`
            <textarea id="field" rows="1" aria-label=${text.askLabel} placeholder=${text.askPlaceholder} enterkeyhint="send" @input=${this.typed} @keydown=${this.pressed}></textarea>
            <div class="tools">
              <button type="button" class="icon" aria-label=${text.addFiles} title=${text.addFiles} @click=${this.pick}>${icon("plus")}</button>
              <button type="button" class="icon" aria-label=${text.record} title=${text.record} @click=${() => { this.problems = []; this.recording = true; }}>${icon("microphone")}</button>
              <span class="hint">${text.sendHint}</span>
              ${state.live && this.empty
                ? html`<button type="button" class="send" aria-label=${text.stop} title=${text.stop} @click=${() => this.bound.session.stop()}>${icon("stop", 18)}</button>`
                : html`<button type="submit" class="send" aria-label=${text.send} title=${text.send} ?disabled=${this.empty}>${icon("up")}</button>`}
            </div>`}
        <input type="file" multiple hidden tabindex="-1" aria-label=${text.addFiles} @change=${this.picked}>
      </form>`;
  }

  private get empty() { return this.value.trim() === "" && this.files.length === 0; }

  /** Where the draft is kept. */
  private get place() { return this.bound.state.current ?? this.bound.session.newDraft.name; }

  private get limits() { return this.bound.state.info ?? { maxFileBytes: 100_000_000, maxRecordingBytes: 100_000_000, maxFiles: 20 }; }

  private readonly typed = () => this.setValue(this.field!.value);

  private setValue(value: string) {
    this.value = value;
    this.bound.session.local.setDraft(this.place, value);
  }

  /** What was written while a new conversation got its id is written in that conversation. */
  private keepDraft(conversation: string) {
    if (this.conversation !== conversation) return;
    const { local, newDraft } = this.bound.session;
    local.setDraft(newDraft.name, "");
    this.setValue(this.value);
    this.drafts.begun(newDraft.name, conversation, this.files);
  }

  /** `had`: what stood here until now. */
  private setFiles(files: DraftFile[], had: { id: string; name: string }[] = this.files) {
    this.files = toldApart(files);
    this.problems = [];
    this.drafts.save(this.place, this.files, had);
  }

  private readonly picked = () => {
    this.add([...(this.picker.files ?? [])]);
    this.picker.value = "";
  };

  private readonly pressed = (event: KeyboardEvent) => {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.altKey) {
      event.preventDefault();
      this.submit(event);
    } else if (event.key === "ArrowUp" && this.value === "") {
      const last = this.bound.state.messages.findLast(each => each.role === "user" && each.text !== "");
      if (last?.role !== "user") return;
      event.preventDefault();
      this.setValue(last.text);
    }
  };

  private readonly submit = (event: Event) => {
    event.preventDefault();
    if (!this.empty) this.send();
  };

  private send(...more: Recording[]) {
    const [text, files] = [messageText(this.value), [...this.files.map(({ name, blob }) => ({ name, blob })), ...more]];
    this.setValue("");
    this.setFiles([]);
    void this.bound.session.send(text, files);
  }

  private readonly recorded = async (event: Event) => {
    this.recording = false;
    const recording = (event as CustomEvent<Recording | undefined>).detail;
    if (recording) this.send(recording);
    await this.updateComplete;
    this.focus();
  };

  /** What was said until the microphone went away is not sent unasked. */
  private readonly interrupted = async (event: Event) => {
    this.recording = false;
    const { name, blob } = (event as CustomEvent<Recording>).detail;
    this.add([new File([blob], name, { type: blob.type })]);
    this.problems = [this.bound.text.recordingInterrupted, ...this.problems];
    await this.updateComplete;
    this.focus();
  };

  private readonly refused = (event: Event) => {
    this.recording = false;
    this.problems = [this.bound.text.noRecording[(event as CustomEvent<NoRecording>).detail]];
  };
}
