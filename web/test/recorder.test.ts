import assert from "node:assert/strict";
import { test } from "node:test";
import { Recorder, whyNoRecording } from "../src/audio/recorder.ts";
import { en } from "../src/i18n/en.ts";
import { zh } from "../src/i18n/zh.ts";

class Working {
  static isTypeSupported() { return true; }
  start() {}
}
class WithoutStart extends Working {
  override start() { throw new DOMException("no", "NotSupportedError"); }
}
class Refusing extends Working {
  constructor() { super(); throw new DOMException("no", "NotSupportedError"); }
}
class Context {
  createAnalyser() { return { fftSize: 0 }; }
  createMediaStreamSource() { return { connect() {} }; }
  async close() { closed++; }
}
class NoContext { constructor() { throw new Error("no sound card"); } }
let closed = 0;

async function microphoneAfter(recorder: unknown, context: unknown): Promise<{ stopped: number; failed: boolean }> {
  let [stopped, failed] = [0, false];
  const stream = { getTracks: () => [{ stop() { stopped++; } }] };
  const globals: Record<string, unknown> = { navigator: { mediaDevices: { getUserMedia: async () => stream } }, MediaRecorder: recorder, AudioContext: context };
  const before = Object.keys(globals).map(name => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true });
  try {
    await Recorder.start();
  } catch {
    failed = true;
  } finally {
    for (const [name, value] of before) value ? Object.defineProperty(globalThis, name, value) : delete (globalThis as Record<string, unknown>)[name];
  }
  return { stopped, failed };
}

test("the microphone is off again when nothing can be recorded, whatever fails, and on when all works", async () => {
  for (const [recorder, context] of [[Refusing, Context], [WithoutStart, Context], [undefined, Context], [Working, NoContext]])
    assert.deepEqual(await microphoneAfter(recorder, context), { stopped: 1, failed: true });
  assert.equal(closed, 1);
  assert.deepEqual(await microphoneAfter(Working, Context), { stopped: 0, failed: false });
});

test("why nothing is recorded: plain http first, then what the browser says; each in both languages", () => {
  const named = (name: string) => new DOMException("", name);
  assert.deepEqual(
    [whyNoRecording(named("NotFoundError"), false), whyNoRecording(named("NotAllowedError"), true), whyNoRecording(named("NotFoundError"), true), whyNoRecording(named("NotReadableError"), true), whyNoRecording(new TypeError(), true)],
    ["insecure", "denied", "missing", "busy", "unable"]);
  assert.ok(en.noRecording.insecure.includes("https"));
  assert.deepEqual(Object.keys(en.noRecording), Object.keys(zh.noRecording));
});

test("a microphone that is unplugged: what was recorded until then is there, and it is told; a recording that is sent tells nothing", async () => {
  class Ending {
    static isTypeSupported() { return true; }
    static last: Ending;
    state = "recording";
    mimeType = "audio/webm";
    ondataavailable?: (event: { data: Blob }) => void;
    onstop?: () => void;
    constructor() { Ending.last = this; }
    start() {}
    stop() {
      if (this.state === "inactive") throw new DOMException("", "InvalidStateError");
      this.state = "inactive";
      this.ondataavailable?.({ data: new Blob(["said"]) });
      this.onstop?.();
    }
  }
  for (const [unplugged, told] of [[true, 1], [false, 0]] as const) {
    let lost = 0;
    const recorder = await started(Ending);
    recorder.lost = () => lost++;
    if (unplugged) Ending.last.stop();
    const { name, blob } = await recorder.finish();
    assert.deepEqual([lost, name, await blob.text()], [told, "voice-note.webm", "said"]);
  }
});

async function started(recorder: unknown): Promise<Recorder> {
  const stream = { getTracks: () => [{ stop() {} }] };
  for (const [name, value] of Object.entries({ navigator: { mediaDevices: { getUserMedia: async () => stream } }, MediaRecorder: recorder, AudioContext: Context })) Object.defineProperty(globalThis, name, { value, configurable: true });
  return Recorder.start();
}
