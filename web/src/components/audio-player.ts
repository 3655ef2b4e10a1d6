import { LitElement, css, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { soundOf } from "../audio/waveform.ts";
import { clock } from "../i18n/format.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";
import "./wave-bars.ts";

const silent = new Array<number>(48).fill(0);

/** Plays a recording: play and pause, its waveform as a slider, the time. With `from`, playing begins at the quoted seconds, which are yellow. */
@customElement("audio-player")
export class AudioPlayer extends LitElement {
  static override styles = [base, css`
    :host { display: flex; align-items: center; gap: 10px; min-width: 0; }
    .toggle { display: grid; place-items: center; flex: none; width: 32px; height: 32px; border-radius: 50%; background: var(--accent); color: var(--on-accent); }
    .toggle:hover { background: var(--accent-hover); }
    .toggle:focus-visible { border-radius: 50%; }
    .track { position: relative; flex: 1; min-width: 60px; }
    input { position: absolute; inset: -8px 0; width: 100%; height: calc(100% + 16px); margin: 0; opacity: 0; cursor: pointer; }
    .track:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 6px; }
    time { min-width: 32px; text-align: end; color: var(--secondary); font-size: 13px; font-variant-numeric: tabular-nums; }
    .problem { color: var(--secondary); font-size: 13px; }
    @media (pointer: coarse) { .toggle { width: 44px; height: 44px; } }
  `];

  @property() src = "";
  @property() label = "";
  @property({ type: Number }) bars = 48;
  @property({ type: Number }) from?: number;
  @property({ type: Number }) to?: number;
  @state() private heights = silent;
  @state() private duration = 0;
  @state() private time = 0;
  @state() private playing = false;
  @state() private broken = false;
  @query("audio") private audio!: HTMLAudioElement;
  private readonly bound = new Bound(this, state => [state.language]);

  override willUpdate(changed: Map<string, unknown>) {
    if (changed.has("bars")) this.heights = new Array<number>(this.bars).fill(0);
    if (changed.has("from") && this.from !== undefined && !this.playing) this.time = this.from;
    if (changed.has("src") && this.src) void this.look(this.src);
  }

  override render() {
    const { text } = this.bound;
    if (this.broken) return html`<span class="problem">${text.cannotPlay}</span>`;
    const name = this.playing ? text.pause : this.from !== undefined ? text.playFrom(clock(this.from)) : text.play;
    return html`
      <audio preload="metadata" src=${this.src} @loadedmetadata=${this.measured} @timeupdate=${this.moved} @play=${this.began} @pause=${this.ended} @ended=${this.ended} @error=${() => { this.broken = this.src !== ""; }}></audio>
      <button type="button" class="toggle" aria-label="${name}${this.label ? `: ${this.label}` : ""}" title=${name} @click=${this.toggle}>${icon(this.playing ? "pause" : "play", 16)}</button>
      <div class="track">
        <wave-bars .heights=${this.heights} .duration=${this.duration} .time=${this.time} .quoted=${this.from === undefined ? undefined : [this.from, this.to ?? this.from]}></wave-bars>
        <input type="range" min="0" step="0.1" max=${this.duration || 1} .value=${String(this.time)} aria-label="${text.position}${this.label ? `: ${this.label}` : ""}" aria-valuetext=${clock(this.time)} @input=${this.sought}>
      </div>
      <time>${clock(this.playing || this.time > 0 ? this.time : this.duration)}</time>${nothing}`;
  }

  private readonly toggle = () => {
    if (this.playing) return this.audio.pause();
    if (this.from !== undefined && (this.audio.currentTime < this.from || this.audio.currentTime >= (this.to ?? Infinity))) this.audio.currentTime = this.from;
    void this.audio.play().catch(() => undefined);
  };

  private readonly began = () => {
    this.playing = true;
    document.dispatchEvent(new CustomEvent("playing", { detail: this }));
    document.addEventListener("playing", this.another);
  };

  private readonly ended = () => {
    this.playing = false;
    document.removeEventListener("playing", this.another);
  };

  /** One recording at a time. */
  private readonly another = (event: Event) => { if ((event as CustomEvent).detail !== this) this.audio.pause(); };

  private readonly moved = () => { if (this.playing) this.time = this.audio.currentTime; };
  private readonly sought = (event: Event) => { this.time = this.audio.currentTime = Number((event.target as HTMLInputElement).value); };
  private readonly measured = () => { if (Number.isFinite(this.audio.duration)) this.duration = this.audio.duration; };

  /** The bars; and the length, which a browser's own recording does not carry in its header. */
  private async look(src: string) {
    const sound = await soundOf(src, this.bars);
    if (!sound || src !== this.src) return;
    this.heights = sound.heights;
    this.duration = sound.duration;
  }
}
