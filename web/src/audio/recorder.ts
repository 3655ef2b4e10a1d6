export interface Recording { name: string; blob: Blob }

/** Records a voice note (webm/opus where the browser can) and tells how loud it is meanwhile. */
export class Recorder {
  readonly #chunks: Blob[] = [];
  readonly #samples: Uint8Array<ArrayBuffer>;
  readonly #ended: Promise<unknown>;
  #finishing = false;

  /** The microphone went away by itself: what was recorded until then can be had by `finish`. */
  lost?: () => void;

  private constructor(private readonly stream: MediaStream, private readonly recorder: MediaRecorder, private readonly context: AudioContext, private readonly analyser: AnalyserNode) {
    this.#samples = new Uint8Array(analyser.fftSize);
    recorder.ondataavailable = ({ data }) => { if (data.size > 0) this.#chunks.push(data); };
    // A recorder whose microphone is unplugged ends by itself.
    this.#ended = new Promise(resolve => {
      recorder.onstop = () => {
        resolve(undefined);
        if (!this.#finishing) this.lost?.();
      };
    });
    recorder.start(1000);
  }

  /** Asks for the microphone; throws what getUserMedia and MediaRecorder throw, with the microphone off again. */
  static async start(): Promise<Recorder> {
    if (!navigator.mediaDevices) throw new DOMException("No microphone", "NotFoundError");
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, channelCount: 1 } });
    let context: AudioContext | undefined;
    try {
      const type = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"].find(each => MediaRecorder.isTypeSupported(each));
      const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32_000 });
      context = new AudioContext();
      const analyser = context.createAnalyser();
      analyser.fftSize = 1024;
      context.createMediaStreamSource(stream).connect(analyser);
      return new Recorder(stream, recorder, context, analyser);
    } catch (error) {
      release(stream, context);
      throw error;
    }
  }

  /** 0 (silence) to 1, right now. */
  get level(): number {
    this.analyser.getByteTimeDomainData(this.#samples);
    let sum = 0;
    for (const sample of this.#samples) sum += ((sample - 128) / 128) ** 2;
    return Math.min(1, Math.sqrt(sum / this.#samples.length) * 4);
  }

  async finish(): Promise<Recording> {
    this.#finishing = true;
    if (this.recorder.state !== "inactive") this.recorder.stop();
    await this.#ended;
    this.#release();
    const type = this.recorder.mimeType.split(";")[0] || "audio/webm";
    const extension = type.includes("mp4") ? "m4a" : type.includes("ogg") ? "ogg" : "webm";
    return { name: `voice-note.${extension}`, blob: new Blob(this.#chunks, { type }) };
  }

  cancel(): void {
    this.recorder.onstop = null;
    if (this.recorder.state !== "inactive") this.recorder.stop();
    this.#release();
  }

  #release(): void { release(this.stream, this.context); }
}

function release(stream: MediaStream, context?: AudioContext): void {
  for (const track of stream.getTracks()) track.stop();
  void context?.close();
}

/** Why nothing is recorded. "lost": the microphone went away before anything was; "insecure": over plain http under a name, browsers hide the microphone; "unable": the browser records no sound. */
export type NoRecording = "insecure" | "denied" | "missing" | "busy" | "unable" | "lost";

export function whyNoRecording(error: unknown, isSecure: boolean = globalThis.isSecureContext): NoRecording {
  if (!isSecure) return "insecure";
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError": case "SecurityError": return "denied";
    case "NotFoundError": case "OverconstrainedError": return "missing";
    case "NotReadableError": case "AbortError": return "busy";
    default: return "unable";
  }
}
