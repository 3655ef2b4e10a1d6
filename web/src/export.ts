import { placeText } from "./i18n/words.ts";
import type { Strings } from "./i18n/index.ts";
import type { Message } from "./model.ts";

/** The conversation as Markdown, with the sources of each answer. */
export function transcriptText(title: string, messages: Message[], text: Strings): string {
  const turns = messages.map(message => {
    if (message.role === "user") return `## ${text.you}\n\n${[...message.files.map(file => `[${file.name}]`), message.text].filter(Boolean).join("\n\n")}`;
    const sources = message.citations.map(each => `[${each.n}] ${each.source}, ${placeText(each, text)}: ${each.quote.replace(/\s+/g, " ")}`);
    return [`## ${text.appName}`, message.text, sources.join("\n")].filter(Boolean).join("\n\n");
  });
  return `# ${title}\n\n${turns.join("\n\n")}\n`;
}

export function exportText(title: string, messages: Message[], text: Strings): void {
  saveAs(`${title.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, " ").trim().slice(0, 80) || "conversation"}.md`, "text/markdown", transcriptText(title, messages, text));
}

/** Has the browser save a text as a file. */
export function saveAs(name: string, type: string, content: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
