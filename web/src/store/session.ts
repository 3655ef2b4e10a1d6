import { Access } from "../directline/access.ts";
import { DirectLineClient } from "../directline/client.ts";
import { delay } from "../directline/backoff.ts";
import { Patience } from "../directline/patience.ts";
import { tag, type Language } from "../i18n/index.ts";
import { newId } from "../ids.ts";
import type { Answer, FileView } from "../model.ts";
import { MemoryApi } from "../memory-api.ts";
import { PageApi, type Receipt } from "../page-api.ts";
import { addressOf, load } from "./addresses.ts";
import { Appearance } from "./appearance.ts";
import { Blobs } from "./blobs.ts";
import { Directory } from "./directory.ts";
import { Follower } from "./follower.ts";
import { LocalStore } from "./local-store.ts";
import { NewDraft } from "./new-draft.ts";
import { Outgoing, outgoing } from "./outgoing.ts";
import { Ratings } from "./ratings.ts";
import type { Store, Theme } from "./state.ts";

export interface NewFile { name: string; blob: Blob }

/** Everything that a person can do with conversations; components call it and draw the store. */
export class Session {
  readonly local = new LocalStore();
  readonly newDraft = new NewDraft();
  readonly blobs = new Blobs();
  readonly store: Store;
  readonly access = new Access(() => this.#askKey());
  readonly client = new DirectLineClient(this.access);
  readonly api = new PageApi(this.access);
  readonly remembered = new MemoryApi(this.access);
  readonly directory: Directory;
  readonly ratings: Ratings;
  readonly outgoing: Outgoing;
  /** Milliseconds in which a turn that was stopped is expected to say so. */
  readonly #patience: number;
  readonly #appearance: Appearance;
  readonly #follower: Follower;
  #asked = 0;

  constructor(store: Store, patience = 4000) {
    this.store = store;
    this.#patience = patience;
    this.ratings = new Ratings(store, this.api);
    this.#appearance = new Appearance(store, this.local);
    this.directory = new Directory(store, this.api, id => { if (store.state.current === id) this.newConversation(); });
    this.outgoing = new Outgoing(store, this.client, this.local, this.blobs, {
      language: () => tag[store.state.language],
      begun: id => this.#begun(id),
      sent: () => { if (!store.state.conversations.some(each => each.id === store.state.current)) void this.directory.refresh(); },
      stop: (id, message) => void this.api.stop(id, message).catch(() => undefined),
    });
    this.#follower = new Follower(this.client, store, {
      waiting: id => this.api.waiting(id), answered: () => void this.directory.refresh(), arrived: message => this.outgoing.arrived(message),
    });
    // The network is another one: what looks open may be dead.
    addEventListener("online", () => this.reconnect(0));
    addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") this.reconnect(); });
    addEventListener("offline", () => store.set({ connection: "offline" }));
  }

  /** Begins with what the address names, and sends what a closed page left behind. */
  async begin(): Promise<void> {
    const named = new URLSearchParams(location.hash.slice(1)).get("c");
    if (named) this.open(named);
    void this.api.info().then(info => this.store.set({ info }), () => undefined);
    void this.directory.refresh();
    this.outgoing.resume();
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

  async send(text: string, files: NewFile[] = [], value?: unknown): Promise<void> {
    const views: FileView[] = files.map(({ name, blob }) => ({ id: newId(), name, type: blob.type, size: blob.size, url: addressOf(blob) }));
    await this.outgoing.say(outgoing(text, { files: views, value }), files.map(({ blob }) => blob));
  }

  /** A card's form: its values go with a message that shows as the button's words. */
  submit(value: unknown, title: string): Promise<void> { return this.send(title, [], value); }

  /** Asks the question of an answer again, with its files or its form's values. */
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
    if (gone.length === 0) return this.send(question.text, files, question.value);
    return this.outgoing.say(outgoing(question.text, { delivery: "failed", gone }));
  }

  /** Ends the running turn; a message that is still on its way to the server is held back instead. */
  async stop(): Promise<void> {
    const { current, live, messages } = this.store.state;
    if (!live) return;
    const asked = messages.find(each => each.role === "user" && (each.id === live.replyTo || (each.activityId !== undefined && each.activityId === live.replyTo)));
    if (asked?.role === "user" && asked.delivery !== "sent") return this.outgoing.holdBack(asked);
    this.store.set({ live: { ...live, stopping: true } });
    try {
      if (current !== null) await this.api.stop(current, asked?.role === "user" ? asked.activityId : undefined);
      await delay(this.#patience);
      if (this.#isStopping(current)) await this.#follower.settle();
    } catch { /* it goes on, and can be stopped again */ }
    if (this.#isStopping(current)) this.store.set({ live: { ...this.store.state.live!, stopping: false } });
  }

  #isStopping(conversation: string | null): boolean { return this.store.state.current === conversation && this.store.state.live?.stopping === true; }

  /** Erases the reader everywhere, in this browser too. Nobody follows a conversation meanwhile: all of them end. */
  async erase(): Promise<Receipt> {
    const { current } = this.store.state;
    this.#follower.follow(null);
    try {
      const receipt = await this.api.erase();
      this.local.clear();
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

  /** `doubtful`: milliseconds of silence after which an open connection is not trusted; 0: the network is another one, and requests on it are not trusted either. */
  reconnect(doubtful = 20_000): void {
    // Who only comes back to the page may be waiting for something that takes its time.
    if (doubtful === 0) Patience.doubt(0);
    this.#follower.hurry(doubtful);
    this.outgoing.hurry();
    if (!this.store.state.info) void this.api.info().then(info => this.store.set({ info }), () => undefined);
  }

  #enter(id: string | null): void {
    this.store.set({ current: id, begun: null, messages: [], live: null, ratings: {}, problem: null, loading: id !== null, cited: null, sourcesOpen: false, railOpen: false, connection: navigator.onLine ? "online" : "offline" });
    this.#follower.follow(id);
    if (id === null) this.outgoing.openNew();
    if (id !== null) void this.ratings.load(id);
    this.outgoing.showUnsent();
  }

  /** The new conversation that is open has its id: its address names it, and it is followed. */
  #begun(id: string): void {
    history.replaceState(null, "", `#c=${encodeURIComponent(id)}`);
    this.store.set({ current: id, begun: id });
    this.#follower.follow(id, true);
  }
}
