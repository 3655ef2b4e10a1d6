// Moonshine by @huggingface/transformers on decoded recordings (16 kHz mono s16le files as arguments), one after the other, its own defaults.
// Prints one JSON object: seconds and processor seconds of the recognition alone (model loaded, one recording heard before), texts, memory.
import { mkdtempSync, mkdirSync, writeFileSync, symlinkSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { env, MoonshineForConditionalGeneration, Tensor } from "@huggingface/transformers";

const modules = join(dirname(fileURLToPath(import.meta.url)), "../../../web/node_modules");
const { default: llama } = await import(join(modules, "llama-tokenizer-js/llama-tokenizer.js"));

const folder = mkdtempSync(join(tmpdir(), "speech-peer-"));
const model = join(folder, "moonshine-tiny");
mkdirSync(join(model, "onnx"), { recursive: true });
for (const file of ["encoder_model.onnx", "decoder_model_merged.onnx"])
  symlinkSync(join(modules, "@moonshine-ai/moonshine-js/dist/model/tiny/quantized", file), join(model, "onnx", file));
const ids = { bos_token_id: 1, eos_token_id: 2, decoder_start_token_id: 1 };
const config = {
  model_type: "moonshine", architectures: ["MoonshineForConditionalGeneration"], is_encoder_decoder: true, hidden_size: 288, vocab_size: 32768, ...ids,
  encoder_num_hidden_layers: 6, encoder_num_attention_heads: 8, encoder_num_key_value_heads: 8,
  decoder_num_hidden_layers: 6, decoder_num_attention_heads: 8, decoder_num_key_value_heads: 8,
};
writeFileSync(join(model, "config.json"), JSON.stringify(config));
writeFileSync(join(model, "generation_config.json"), JSON.stringify(ids));

env.allowRemoteModels = false;
env.localModelPath = folder;
const moonshine = await MoonshineForConditionalGeneration.from_pretrained("moonshine-tiny", { dtype: "fp32", device: "cpu" });

async function hear(path) {
  const bytes = readFileSync(path);
  const pcm = new Int16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  const samples = Float32Array.from(pcm, (sample) => sample / 32768);
  const output = await moonshine.generate({
    inputs: new Tensor("float32", samples, [1, samples.length]),
    max_new_tokens: Math.max(4, Math.ceil((samples.length / 16000) * 6.5)),
  });
  return output.tolist()[0].map(Number);
}

const files = process.argv.slice(2);
await hear(files[0]);
const [start, cpu] = [performance.now(), process.cpuUsage()];
const heard = [];
for (const file of files) heard.push(await hear(file));
const seconds = (performance.now() - start) / 1000;
const used = process.cpuUsage(cpu);
const texts = heard.map((tokens) => llama.decode([1, ...tokens.filter((id) => id > 2 && id < 32000)]).trim());
console.log(JSON.stringify({ seconds, cpu_seconds: (used.user + used.system) / 1e6, texts, rss_mb: Math.round(process.resourceUsage().maxRSS / 1024) }));
rmSync(folder, { recursive: true });
