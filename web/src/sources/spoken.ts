import type { PageApi } from "../page-api.ts";

const known = new Map<string, Promise<string>>();
const longest = 600;

/** What a voice note was understood to say, once its turn is recorded; empty when that is nothing, or too long to stand in the transcript. */
export function spokenText(api: PageApi, conversation: string, attachment: string): Promise<string> {
  const key = `${conversation}/${attachment}`;
  let text = known.get(key);
  if (!text) {
    text = api.blocks(conversation, attachment).then(blocks => blocks.map(each => each.text.trim()).join(" ").trim());
    known.set(key, text);
    text.catch(() => known.delete(key));
  }
  return text.then(words => (words.length <= longest ? words : ""), () => "");
}
