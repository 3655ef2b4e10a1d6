import { LitElement, css, html } from "lit";
import { customElement, state } from "lit/decorators.js";
import { Recorder, whyNoRecording } from "../audio/recorder.ts";
import { clock } from "../i18n/format.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";

const bars = 64;

/** The input while a voice note is being spoken: level meter, time, discard, send. */
@customElement("voice-recorder")
export class VoiceRecorder extends LitElement {
  static override styles = [base, css`
    :host { display: flex; align-items: center; gap: 12px; min-height: 56px; padding: 8px; }
    .dot { width: 10px; height: 10px; flex: none; margin-left: 6px; border-radius: 50%; background: var(--bad-ink); animation: pulse 1.2s ease-in-out infinite; }
    canvas { flex: 1; min-width: 0; height: 32px; color: var(--accent); }
    time { font-variant-numeric: tabular-nums; color: var(--secondary); }
    .send { display: grid; place-items: center; flex: none; width: 36px; height: 36px; border-radius: 50%; background: var(--accent); color: var(--on-accent); }
    .send:focus-visible { border-radius: 50%; }
    .send:hover { background: var(--accent-hover); }
    @media (pointer: coarse) { .send { width: 44px; height: 44px; } }
    @keyframes pulse { 50% { opacity: .3; } }
  `];

  @state() private seconds = 0;
  private readonly bound = new Bound(this, state => [state.language]);
  private recorder?: Recorder;
  private began = 0;
  private timer = 0;
  private readonly levels: number[] = new Array<number>(bars).fill(0);

  override connectedCallback() {
    super.connectedCallback();
    Recorder.start().then(recorder => {
      if (!this.isConnected) return recorder.cancel();
      this.recorder = recorder;
      recorder.lost = () => void this.interrupted();
      this.began = performance.now();
      this.timer = window.setInterval(() => this.measure(), 60);
    }, error => this.tell("refused", whyNoRecording(error)));
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.recorder?.cancel();
    this.recorder = undefined;
  }

  override firstUpdated() {
    this.renderRoot.querySelector<HTMLElement>(".send")?.focus();
  }

  override render() {
    const { text } = this.bound;
    return html`
      <button type="button" class="icon" aria-label=${text.cancelRecording} title=${text.cancelRecording} @click=${() => this.tell("cancelled")}>${icon("trash")}</button>
      <div class="dot"></div>
      <canvas role="img" aria-label=${text.recording}></canvas>
      <time role="timer" aria-label=${text.recordingFor(clock(this.seconds))}>${clock(this.seconds)}</time>
      <button type="button" class="send" aria-label=${text.sendRecording} title=${text.sendRecording} @click=${this.finish}>${icon("up")}</button>`;
  }

  private readonly finish = async () => {
    const recorder = this.recorder;
    this.recorder = undefined;
    clearInterval(this.timer);
    if (!recorder || performance.now() - this.began < 400) return this.tell("cancelled");
    this.tell("recorded", await recorder.finish());
  };

  private async interrupted() {
    const recorder = this.recorder;
    this.recorder = undefined;
    clearInterval(this.timer);
    if (!recorder) return;
    const recording = await recorder.finish();
    if (recording.blob.size > 0) this.tell("interrupted", recording);
    else this.tell("refused", "lost");
  }

  private measure() {
    this.levels.push(this.recorder?.level ?? 0);
    this.levels.shift();
    this.seconds = Math.floor((performance.now() - this.began) / 1000);
    const canvas = this.renderRoot.querySelector("canvas");
    const context = canvas?.getContext("2d");
    if (!canvas || !context) return;
    const scale = devicePixelRatio;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (canvas.width !== Math.round(width * scale)) Object.assign(canvas, { width: Math.round(width * scale), height: Math.round(height * scale) });
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.clearRect(0, 0, width, height);
    context.fillStyle = getComputedStyle(canvas).color;
    const step = width / bars;
    this.levels.forEach((level, i) => {
      const tall = Math.max(3, level * (height - 4));
      context.beginPath();
      context.roundRect(i * step, (height - tall) / 2, Math.max(2, step * 0.55), tall, 1.5);
      context.fill();
    });
  }

  private tell(name: string, detail?: unknown) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
