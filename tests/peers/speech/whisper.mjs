// Whisper by @huggingface/transformers on decoded recordings (16 kHz mono s16le), one after the other, its own defaults.
// Arguments: folder of models, model, language ("english"), files. Prints one JSON object: seconds and processor seconds of the recognition alone
// (model loaded, one recording heard before), texts, memory.
import { readFileSync } from "node:fs";
import { env, pipeline } from "@huggingface/transformers";

const [models, model, language, ...files] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = models;
const whisper = await pipeline("automatic-speech-recognition", model, { dtype: "q8", device: "cpu" });

async function hear(path) {
  const bytes = readFileSync(path);
  const pcm = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  const samples = Float32Array.from(pcm, sample => sample / 32768);
  const long = samples.length > 30 * 16000 ? { chunk_length_s: 30, return_timestamps: true } : {};
  return (await whisper(samples, { language, task: "transcribe", ...long })).text.trim();
}

await hear(files[0]);
const [start, cpu] = [performance.now(), process.cpuUsage()];
const texts = [];
for (const file of files) texts.push(await hear(file));
const seconds = (performance.now() - start) / 1000;
const used = process.cpuUsage(cpu);
console.log(JSON.stringify({ seconds, cpu_seconds: (used.user + used.system) / 1e6, texts, rss_mb: Math.round(process.resourceUsage().maxRSS / 1024) }));
