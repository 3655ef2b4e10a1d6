// Sentence vectors by @huggingface/transformers. Arguments: folder of models, model, a file with a JSON array of texts. Prints one JSON object:
// seconds for one text at a time and for batches of 32 (model loaded, some texts encoded before), and the vectors of the first texts.
import { readFileSync } from "node:fs";
import { env, pipeline } from "@huggingface/transformers";

const [models, model, file] = process.argv.slice(2);
const texts = JSON.parse(readFileSync(file, "utf8"));
env.allowRemoteModels = false;
env.localModelPath = models;
const encode = await pipeline("feature-extraction", model, { dtype: "q8", device: "cpu" });
const options = { pooling: "cls", normalize: true };

async function measure(size) {
  await encode(texts.slice(0, size), options);
  const start = performance.now();
  for (let i = 0; i < texts.length; i += size) await encode(texts.slice(i, i + size), options);
  return (performance.now() - start) / 1000;
}

const one = await measure(1);
const batch = await measure(32);
const vectors = [];
for (const text of texts.slice(0, 16)) vectors.push([...(await encode([text], options)).data]);
console.log(JSON.stringify({ one, batch, vectors, rss_mb: Math.round(process.resourceUsage().maxRSS / 1024) }));
