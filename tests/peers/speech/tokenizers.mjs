// Tokenizing by @huggingface/transformers. Arguments: folder of models, a file with {"texts":[...],"models":[...]}. Prints one JSON object a model:
// tokens a second over all texts, best of three passes of at least half a second each, and the number of tokens.
import { readFileSync } from "node:fs";
import { AutoTokenizer, env } from "@huggingface/transformers";

const [models, file] = process.argv.slice(2);
const { texts, models: names } = JSON.parse(readFileSync(file, "utf8"));
env.allowRemoteModels = false;
env.localModelPath = models;
for (const model of names) {
  const tokenizer = await AutoTokenizer.from_pretrained(model);
  let tokens = 0;
  let best = 0;
  for (let pass = 0; pass < 4; pass++) {
    const start = performance.now();
    let counted = 0;
    do {
      tokens = 0;
      for (const text of texts) tokens += tokenizer.encode(text).length;
      counted += tokens;
    } while (performance.now() - start < 500);
    if (pass > 0) best = Math.max(best, counted / ((performance.now() - start) / 1000));
  }
  console.log(JSON.stringify({ model, tokens, per_second: best }));
}
