// Pictures and texts by @huggingface/transformers with a CLIP export. Arguments: folder of models, model, a file with {"pictures": [paths], "texts": [...]}.
// Prints one JSON object: seconds for all pictures (from the file to the vector) and all texts, one at a time, after one of each; and the first picture's vector.
import { readFileSync } from "node:fs";
import { AutoProcessor, AutoTokenizer, CLIPTextModelWithProjection, CLIPVisionModelWithProjection, RawImage, env } from "@huggingface/transformers";

const [models, model, file] = process.argv.slice(2);
const { pictures, texts } = JSON.parse(readFileSync(file, "utf8"));
env.allowRemoteModels = false;
env.localModelPath = models;
const options = { dtype: "fp32", device: "cpu" };
const [tokenizer, processor] = [await AutoTokenizer.from_pretrained(model), await AutoProcessor.from_pretrained(model)];
const [textModel, visionModel] = [await CLIPTextModelWithProjection.from_pretrained(model, options), await CLIPVisionModelWithProjection.from_pretrained(model, options)];
const see = async path => (await visionModel(await processor(await RawImage.read(path)))).image_embeds.data;
const read = async text => (await textModel(tokenizer([text], { padding: true, truncation: true }))).text_embeds.data;

async function measure(items, encode) {
  await encode(items[0]);
  const start = performance.now();
  for (const item of items) await encode(item);
  return (performance.now() - start) / 1000;
}

const [pictureSeconds, textSeconds] = [await measure(pictures, see), await measure(texts, read)];
console.log(JSON.stringify({ pictures: pictureSeconds, texts: textSeconds, vector: [...(await see(pictures[0]))], rss_mb: Math.round(process.resourceUsage().maxRSS / 1024) }));
