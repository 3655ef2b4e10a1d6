import type { DirectLineClient } from "../directline/client.ts";
import { RequestError } from "../directline/types.ts";
import { newId } from "../ids.ts";
import type { UserMessage } from "../model.ts";
import type { Blobs } from "./blobs.ts";
import { firstProgress } from "./guess.ts";
import { Locks } from "./locks.ts";
import type { LocalStore, Unsent } from "./local-store.ts";
import { NewConversations } from "./new-conversations.ts";
import { Sender } from "./sender.ts";
import type { Store } from "./state.ts";

export interface Surroundings {
  /** BCP 47, of the page as it is now. */
  language(): string;
  /** The new conversation that is open has its id. */
  begun(id: string): void;
  /** A message was sent. */
  sent(): void;
  /** A message that was stopped is on the server all the same. */
  stop(conversation: string, message: string | undefined): void;
}

/** What the person wrote and what becomes of it, from the field to the server: shown at once, kept over a reload, taken back or stopped on the way. */
export class Outgoing {
  /** Parts of files that are on the server, by message; told by "upload" events so that a moving bar does not redraw the page. */
  readonly uploads = new Map<string, number>();
  /** How far an upload was that broke off, by message; it begins again at 0. */
  readonly brokenOff = new Map<string, number>();
  readonly #locks = new Locks();
  readonly #sender: Sender;
  readonly #fresh: NewConversations;
  /** Messages that were stopped on their way. */
  readonly #stopped = new Set<string>();

  constructor(private readonly store: Store, private readonly client: DirectLineClient, private readonly local: LocalStore, private readonly blobs: Blobs, private readonly surroundings: Surroundings) {
    this.#fresh = new NewConversations(name => this.#start(name));
    this.#sender = new Sender(client, local, blobs, {
      language: () => surroundings.language(),
      progress: (id, fraction) => { this.uploads.set(id, fraction); store.dispatchEvent(new CustomEvent("upload", { detail: id })); },
      changed: message => this.#changed(message),
      taken: message => this.#remove(message, false),
    }, this.#locks);
  }

  hurry(): void { this.#sender.hurry(); }

  /** Sends what a closed page left behind, but for what was stopped. */
  resume(): void {
    this.openNew();
    for (const unsent of this.local.outbox) {
      if (this.#isHere(unsent)) this.#show(unsent.message);
      if (unsent.message.problem !== "stopped") void this.#deliver(unsent.conversation, unsent.fresh ?? "", unsent.message);
    }
  }

  /** A new conversation is open: that of a message which was written and is not on its way, else one of its own. */
  openNew(): void {
    const left = this.local.outbox.find(each => each.conversation === null && (each.message.problem === "stopped" || !this.#fresh.isStarted(each.fresh ?? "")));
    this.#fresh.next(left && (left.fresh ?? ""));
  }

  /** What waits for the conversation that was opened. */
  showUnsent(): void { for (const unsent of this.local.outbox) if (this.#isHere(unsent)) this.#show(unsent.message); }

  /** Shown at once; a message whose files are gone (`delivery` "failed") is not sent. */
  async say(message: UserMessage, blobs: Blob[] = []): Promise<void> {
    // Where it was written: while its files are put away, another conversation may be opened.
    const [{ current }, fresh] = [this.store.state, this.#fresh.open];
    this.#show(message);
    if (message.delivery === "failed") return;
    const signal = this.#sender.track(message.id);
    await Promise.all(blobs.map((blob, i) => this.blobs.put(message.files[i]!.id, blob)));
    if (!signal.aborted) await this.#deliver(current, fresh, message, signal);
  }

  again(message: UserMessage): void {
    this.#stopped.delete(message.id);
    void this.#deliver(this.store.state.current, this.#fresh.open, { ...message, delivery: "sending", problem: undefined, gone: undefined });
  }

  /** Takes an unsent message back to be edited; the composer puts it into the field. False where it does not fit there: it stays, and is not sent. */
  takeBack(message: UserMessage, fits: boolean): boolean {
    if (fits) {
      this.#sender.cancel(message.id);
      this.local.forget(message.id);
      this.#remove(message, true);
    } else if (message.delivery !== "failed") this.holdBack(message);
    return fits;
  }

  /** Stops a message that the server has not confirmed: it stays, to be sent again or not. */
  holdBack(message: UserMessage): void {
    const { current } = this.store.state;
    const held: UserMessage = { ...message, delivery: "failed", problem: "stopped" };
    this.#sender.cancel(message.id);
    this.#stopped.add(message.id);
    this.#keep(current, this.#fresh.open, held);
    this.#changed(held);
  }

  /** The server has a message, whatever became of its sending here. */
  arrived(message: UserMessage): void {
    const { current } = this.store.state;
    if (current === null || !this.#stopped.delete(message.id)) return;
    this.local.forget(message.id);
    this.surroundings.stop(current, message.activityId);
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

  #remove(message: UserMessage, always: boolean): void {
    const { messages, live } = this.store.state;
    const shown = messages.find(each => each.id === message.id);
    if (!shown || (!always && shown.role === "user" && shown.delivery === "sent")) return;
    this.store.set({ messages: messages.filter(each => each !== shown), live: live?.replyTo === message.id ? null : live });
  }

  #keep(conversation: string | null, fresh: string, message: UserMessage): void {
    this.local.keep({ conversation, fresh, message: { ...message, files: message.files.map(file => ({ ...file, url: undefined })) } });
  }

  async #deliver(conversation: string | null, fresh: string, message: UserMessage, signal = this.#sender.track(message.id)): Promise<void> {
    this.#keep(conversation, fresh, message);
    try {
      const id = conversation ?? (await this.#sender.insist(message, signal, () => this.#fresh.idOf(fresh)));
      if (id === undefined || signal.aborted) return;
      if (this.local.isTaken(message.id)) return this.#remove(message, false);
      if (conversation === null) this.#begin(fresh, id);
      this.#keep(id, fresh, message);
      await this.#sender.send(id, message, signal);
    } catch (error) {
      if (signal.aborted) return;
      this.#changed({ ...message, delivery: "failed", problem: String(error instanceof RequestError ? error.status : 0) });
    }
  }

  /** One page of this browser starts it; another that waits for the same one finds what was begun. */
  async #start(fresh: string): Promise<string> {
    const id = await this.#locks.hold(`begin/${fresh}`, undefined, async () => {
      const started = this.local.begunAs(fresh) ?? (await this.client.start());
      this.local.begun(fresh, started);
      return started;
    });
    return id!;
  }

  #begin(fresh: string, id: string): void {
    if (this.store.state.current === null && fresh === this.#fresh.open) this.surroundings.begun(id);
  }

  #changed(message: UserMessage): void {
    const { messages, live } = this.store.state;
    const part = this.uploads.get(message.id) ?? 0;
    if (message.delivery === "waiting" && part > 0) this.brokenOff.set(message.id, part);
    const at = messages.findIndex(each => each.id === message.id);
    if (at < 0) return;
    const known = messages[at] as UserMessage;
    if (known.delivery === "sent" && message.delivery !== "failed") return;
    const merged = { ...known, delivery: message.delivery, problem: message.problem, gone: message.gone, activityId: message.activityId ?? known.activityId };
    const resting = message.delivery === "failed" || message.delivery === "waiting";
    const running = resting && live?.replyTo === message.id ? null : live ?? (resting || this.#answered(merged) ? null : { replyTo: message.id, progress: firstProgress(merged), text: "" });
    this.store.set({ messages: messages.with(at, merged), live: running });
    // A new conversation is not followed, which would tell.
    if (message.problem === "0" && this.store.state.current === null) this.store.set({ connection: "offline" });
    if (message.delivery !== "sent") return;
    this.uploads.delete(message.id);
    this.brokenOff.delete(message.id);
    this.surroundings.sent();
  }

  #answered(message: UserMessage): boolean {
    return this.store.state.messages.some(each => each.role === "assistant" && message.activityId !== undefined && each.replyTo === message.activityId);
  }
}

/** A message that is on its way, with a new id. */
export function outgoing(text: string, more: Partial<UserMessage> = {}): UserMessage {
  return { role: "user", id: newId(), text, files: [], at: new Date().toISOString(), delivery: "sending", ...more };
}
