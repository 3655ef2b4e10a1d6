import { Access } from "../directline/access.ts";
import { DirectLineClient } from "../directline/client.ts";
import { RequestError } from "../directline/types.ts";
import { tag, type Language } from "../i18n/index.ts";
import { newId } from "../ids.ts";
import type { Answer, FileView, UserMessage } from "../model.ts";
import { MemoryApi } from "../memory-api.ts";
import { PageApi, type Receipt } from "../page-api.ts";
import { addressOf, load } from "./addresses.ts";
import { Appearance } from "./appearance.ts";
import { Blobs } from "./blobs.ts";
import { Directory } from "./directory.ts";
import { Follower } from "./follower.ts";
import { firstProgress } from "./guess.ts";
import { Memory, type Unsent } from "./memory.ts";
import { NewConversations } from "./new-conversations.ts";
import { Ratings } from "./ratings.ts";
import { Sender } from "./sender.ts";
import type { Store, Theme } from "./state.ts";

export interface NewFile { name: string; blob: Blob }

/** Everything that a person can do with conversations; components call it and draw the store. */
export class Session {
  readonly memory = new Memory();
  readonly blobs = new Blobs();
  readonly store: Store;
  readonly access = new Access(() => this.#askKey());
  readonly client = new DirectLineClient(this.access);
  readonly api = new PageApi(this.access);
  readonly remembered = new MemoryApi(this.access);
  readonly directory: Directory;
  readonly ratings: Ratings;
  /** Parts of files that are on the server, by message; told by "progress" events so that a moving bar does not redraw the page. */
  readonly uploads = new Map<string, number>();
  readonly #appearance: Appearance;
  readonly #follower: Follower;
  readonly #sender: Sender;
  readonly #fresh = new NewConversations(() => this.client.start());
  #asked = 0;

  constructor(store: Store) {
    this.store = store;
    this.ratings = new Ratings(store, this.api);
    this.#appearance = new Appearance(store, this.memory);
    this.directory = new Directory(store, this.api, id => { if (store.state.current === id) this.newConversation(); });
    this.#follower = new Follower(this.client, store, () => void this.directory.refresh());
    this.#sender = new Sender(this.client, this.memory, this.blobs, {
      language: () => tag[store.state.language],
      progress: (id, fraction) => { this.uploads.set(id, fraction); store.dispatchEvent(new CustomEvent("upload", { detail: id })); },
      changed: message => this.#delivered(message),
    });
    addEventListener("online", () => this.reconnect());
    addEventListener("offline", () => store.set({ connection: "offline" }));
  }

  /** Begins with what the address names, and sends what a closed page left behind. */
  async begin(): Promise<void> {
    const named = new URLSearchParams(location.hash.slice(1)).get("c");
    if (named) this.open(named);
    void this.api.info().then(info => this.store.set({ info }), () => undefined);
    void this.directory.refresh();
    this.#fresh.next(this.#neverBegun());
    for (const unsent of this.memory.outbox) {
      if (this.#isHere(unsent)) this.#show(unsent.message);
      void this.#deliver(unsent.conversation, unsent.fresh ?? "", unsent.message);
    }
  }

  open(id: string): void {
    if (id === this.store.state.current) return void this.store.set({ railOpen: false });
    history.pushState(null, "", `#c=${encodeURIComponent(id)}`);
    this.#enter(id);
  }

  newConversation(): void {
    history.pushState(null, "", location.pathname);
    this.#enter(null);
  }

  /** Back and forward: the address is right already. */
  followAddress(): void {
    const id = new URLSearchParams(location.hash.slice(1)).get("c");
    if (id !== this.store.state.current) this.#enter(id);
  }

  async send(text: string, files: NewFile[] = []): Promise<void> {
    const views: FileView[] = files.map(({ name, blob }) => ({ id: newId(), name, type: blob.type, size: blob.size, url: addressOf(blob) }));
    const message: UserMessage = { role: "user", id: newId(), text, files: views, at: new Date().toISOString(), delivery: "sending" };
    // Where it was written: while its files are put away, another conversation may be opened.
    const [{ current }, fresh] = [this.store.state, this.#fresh.open];
    this.#show(message);
    await Promise.all(files.map(({ blob }, i) => this.blobs.put(views[i]!.id, blob)));
    await this.#deliver(current, fresh, message);
  }

  /** A card's form: its values go with a message that shows as the button's words. */
  async submit(value: unknown, title: string): Promise<void> {
    const message: UserMessage = { role: "user", id: newId(), text: title, value, files: [], at: new Date().toISOString(), delivery: "sending" };
    this.#show(message);
    await this.#deliver(this.store.state.current, this.#fresh.open, message);
  }

  retrySending(message: UserMessage): void { void this.#deliver(this.store.state.current, this.#fresh.open, message); }

  /** Takes an unsent message back; its text is returned to the field by the composer. */
  discard(message: UserMessage): void {
    this.#sender.cancel(message.id);
    this.memory.forget(message.id);
    const { messages, live } = this.store.state;
    this.store.set({ messages: messages.filter(each => each.id !== message.id), live: live?.replyTo === message.id ? null : live });
  }

  /** Asks the question of an answer again, with its files. */
  async retry(answer: Answer): Promise<void> {
    const { messages } = this.store.state;
    const before = messages.slice(0, messages.indexOf(answer));
    const question = messages.find(each => each.role === "user" && each.activityId !== undefined && each.activityId === answer.replyTo) ?? before.findLast(each => each.role === "user");
    if (question?.role !== "user") return;
    const [files, gone]: [NewFile[], string[]] = [[], []];
    for (const file of question.files) {
      const blob = file.url ? await load(file.url).catch(() => undefined) : undefined;
      if (blob) files.push({ name: file.name, blob });
      else gone.push(file.name);
    }
    if (gone.length === 0) return this.send(question.text, files);
    this.#show({ role: "user", id: newId(), text: question.text, files: [], at: new Date().toISOString(), delivery: "failed", gone });
  }

  async stop(): Promise<void> {
    const { current, live } = this.store.state;
    if (!live) return;
    this.store.set({ live: { ...live, stopping: true } });
    if (current) await this.api.stop(current).catch(() => this.store.set({ live: this.store.state.live && { ...this.store.state.live, stopping: false } }));
  }

  /** Erases the reader everywhere, in this browser too. Nobody follows a conversation meanwhile: all of them end. */
  async erase(): Promise<Receipt> {
    const { current } = this.store.state;
    this.#follower.follow(null);
    try {
      const receipt = await this.api.erase();
      this.memory.clear();
      void this.blobs.clear();
      this.newConversation();
      void this.directory.refresh();
      return receipt;
    } catch (error) {
      if (this.store.state.current === current) this.#follower.follow(current);
      throw error;
    }
  }

  setTheme(theme: Theme): void { this.#appearance.setTheme(theme); }

  setLanguage(language: Language): void { this.#appearance.setLanguage(language); }

  cite(answer: string, n: number): void { this.store.set({ cited: { answer, n }, sourcesOpen: true }); }

  /** The site has an access key that this browser has not shown yet: the dialog asks, and answers here. */
  #askKey(): Promise<string> {
    return new Promise(resolve => this.store.set({ dialog: { kind: "key", again: this.#asked++ > 0, answer: resolve } }));
  }

  reconnect(): void {
    this.#follower.hurry();
    this.#sender.hurry();
    if (!this.store.state.info) void this.api.info().then(info => this.store.set({ info }), () => undefined);
  }

  #enter(id: string | null): void {
    this.store.set({ current: id, messages: [], live: null, ratings: {}, problem: null, loading: id !== null, cited: null, sourcesOpen: false, railOpen: false, connection: navigator.onLine ? "online" : "offline" });
    this.#follower.follow(id);
    if (id === null) this.#fresh.next(this.#neverBegun());
    if (id !== null) void this.ratings.load(id);
    for (const unsent of this.memory.outbox) if (this.#isHere(unsent)) this.#show(unsent.message);
  }

  /** A new conversation whose first message was written and is not on its way. */
  #neverBegun(): string | undefined {
    const left = this.memory.outbox.find(each => each.conversation === null && !this.#fresh.isStarted(each.fresh ?? ""));
    return left && (left.fresh ?? "");
  }

  #isHere({ conversation, fresh = "" }: Unsent): boolean {
    return conversation === this.store.state.current && (conversation !== null || fresh === this.#fresh.open);
  }

  #show(message: UserMessage): void {
    const { messages } = this.store.state;
    if (messages.some(each => each.id === message.id)) return;
    const live = this.store.state.live ?? (message.delivery === "failed" ? null : { replyTo: message.id, progress: firstProgress(message), text: "" });
    this.store.set({ messages: [...messages, message], live });
  }

  async #deliver(conversation: string | null, fresh: string, message: UserMessage): Promise<void> {
    this.memory.keep({ conversation, fresh: conversation === null ? fresh : undefined, message: { ...message, files: message.files.map(file => ({ ...file, url: undefined })) } });
    try {
      const id = conversation ?? (await this.#fresh.idOf(fresh, id => this.#begun(fresh, id)));
      this.memory.keep({ conversation: id, message: { ...message, files: message.files.map(file => ({ ...file, url: undefined })) } });
      await this.#sender.send(id, message);
    } catch (error) {
      const passing = !(error instanceof RequestError) || error.passing;
      this.#delivered({ ...message, delivery: "failed", problem: String(error instanceof RequestError ? error.status : 0) });
      if (passing) this.store.set({ connection: "offline" });
    }
  }

  /** The new conversation that is open has its id: its address names it, and it is followed. */
  #begun(fresh: string, id: string): void {
    if (this.store.state.current !== null || fresh !== this.#fresh.open) return;
    history.replaceState(null, "", `#c=${encodeURIComponent(id)}`);
    this.store.set({ current: id });
    this.#follower.follow(id, true);
  }

  #delivered(message: UserMessage): void {
    const { messages, live } = this.store.state;
    const at = messages.findIndex(each => each.id === message.id);
    if (at < 0) return;
    const known = messages[at] as UserMessage;
    if (known.delivery === "sent" && message.delivery !== "failed") return;
    const merged = { ...known, delivery: message.delivery, problem: message.problem, gone: message.gone, activityId: message.activityId ?? known.activityId };
    const resting = message.delivery === "failed" || message.delivery === "waiting";
    const running = resting && live?.replyTo === message.id ? null : live ?? (resting || this.#answered(merged) ? null : { replyTo: message.id, progress: firstProgress(merged), text: "" });
    this.store.set({ messages: messages.with(at, merged), live: running });
    if (message.delivery !== "sent") return;
    this.uploads.delete(message.id);
    if (!this.store.state.conversations.some(each => each.id === this.store.state.current)) void this.directory.refresh();
  }

  #answered(message: UserMessage): boolean {
    return this.store.state.messages.some(each => each.role === "assistant" && message.activityId !== undefined && each.replyTo === message.activityId);
  }
}
