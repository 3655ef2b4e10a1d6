import type { ReactiveController, ReactiveControllerHost } from "lit";
import { localVoice } from "../audio/voice.ts";
import { RequestError } from "../directline/types.ts";
import { plain } from "../markdown/citations.ts";
import type { Answer } from "../model.ts";
import { currentSession } from "../store/controller.ts";

/** Reads one answer aloud: by the server's voice where it has one, else by a voice of this device. One thing plays at a time on the page. */
export class Reader implements ReactiveController {
  state: "silent" | "waiting" | "reading" = "silent";
  problem: "busy" | "failed" | null = null;
  #ended: (() => void) | undefined;

  constructor(private readonly host: ReactiveControllerHost, private readonly answer: () => Answer) {
    host.addController(this);
  }

  get possible(): boolean {
    return this.answer().text !== "" && (this.#byServer || localVoice(this.#language) !== undefined);
  }

  toggle(): void {
    if (this.state !== "silent") return this.stop();
    this.problem = null;
    document.dispatchEvent(new CustomEvent("playing", { detail: this }));
    document.addEventListener("playing", this.#another);
    if (this.#byServer) void this.#fromServer();
    else this.#onDevice();
  }

  stop(): void {
    const end = this.#ended;
    this.#ended = undefined;
    document.removeEventListener("playing", this.#another);
    end?.();
    this.#set("silent");
  }

  hostDisconnected(): void { this.stop(); }

  get #byServer(): boolean {
    const { info, current } = currentSession().store.state;
    return current !== null && (info?.features ?? []).some(each => each.name === "speechOutput" && each.available);
  }

  get #language(): string { return this.answer().language ?? currentSession().store.state.language; }

  async #fromServer(): Promise<void> {
    const waiting = new AbortController();
    const stop = () => waiting.abort();
    this.#ended = stop;
    this.#set("waiting");
    const session = currentSession();
    try {
      const sound = await session.api.speech(session.store.state.current!, this.answer().id, waiting.signal);
      if (this.#ended === stop) await this.#play(sound);
    } catch (error) {
      if (waiting.signal.aborted) return;
      this.#fail(error instanceof RequestError && error.status === 429 ? "busy" : "failed");
    }
  }

  async #play(sound: Blob): Promise<void> {
    const address = URL.createObjectURL(sound);
    const audio = new Audio(address);
    const stop = () => {
      audio.onended = audio.onerror = null;
      audio.pause();
      URL.revokeObjectURL(address);
    };
    this.#ended = stop;
    audio.onended = () => this.stop();
    audio.onerror = () => this.#fail("failed");
    await audio.play().then(() => { if (this.#ended === stop) this.#set("reading"); }, () => { if (this.#ended === stop) this.#fail("failed"); });
  }

  #onDevice(): void {
    const words = new SpeechSynthesisUtterance(plain(this.answer().text));
    words.lang = this.#language;
    words.voice = localVoice(this.#language) ?? null;
    this.#ended = () => {
      words.onend = words.onerror = null;
      speechSynthesis.cancel();
    };
    words.onend = words.onerror = () => this.stop();
    speechSynthesis.cancel();
    speechSynthesis.speak(words);
    this.#set("reading");
  }

  #fail(problem: "busy" | "failed"): void {
    this.stop();
    this.problem = problem;
    this.host.requestUpdate();
  }

  #set(state: Reader["state"]): void {
    this.state = state;
    this.host.requestUpdate();
  }

  readonly #another = (event: Event) => { if ((event as CustomEvent).detail !== this) this.stop(); };
}
