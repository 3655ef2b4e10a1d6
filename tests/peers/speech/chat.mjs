// A chat model by @huggingface/transformers. Arguments: folder of models, model. Each line on standard input is a request {"messages","tokens"}: that many tokens
// are written greedily, the end of an answer notwithstanding. Answers with a line each: tokens of the prompt and written, milliseconds to the first token and from
// there to the last, processor milliseconds of all of it, the text, resident megabytes.
import { createInterface } from "node:readline";
import { AutoModelForCausalLM, AutoTokenizer, env } from "@huggingface/transformers";

const [models, name] = process.argv.slice(2);
env.allowRemoteModels = false;
env.localModelPath = models;
const tokenizer = await AutoTokenizer.from_pretrained(name);
const model = await AutoModelForCausalLM.from_pretrained(name, { dtype: "q4", device: "cpu" });

async function answer({ messages, tokens }) {
  const inputs = tokenizer.apply_chat_template(messages, { add_generation_prompt: true, return_dict: true });
  const prompt = inputs.input_ids.dims[1];
  const times = [];
  const streamer = { put: () => times.push(performance.now()), end: () => {} };
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const output = await model.generate({ ...inputs, max_new_tokens: tokens, do_sample: false, eos_token_id: null, streamer });
  const used = process.cpuUsage(cpu);
  // The streamer is given the prompt before the first token.
  const [first, last] = [times[1] - start, times.at(-1) - times[1]];
  const text = tokenizer.decode(output.tolist()[0].slice(prompt), { skip_special_tokens: true });
  return { prompt, written: output.dims[1] - prompt, first_ms: first, rest_ms: last, cpu_ms: (used.user + used.system) / 1000, text, rss_mb: Math.round(process.memoryUsage.rss() / 2 ** 20) };
}

for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await answer(JSON.parse(line))));
