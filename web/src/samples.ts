import type { IconName } from "./components/icons.ts";
import type { Language, Strings } from "./i18n/index.ts";

/** An example for a newcomer: a file of our own (web/samples) and a question about it. */
export interface Sample {
  icon: IconName;
  title: keyof Pick<Strings, "sampleInvoice" | "sampleVoice" | "sampleManual">;
  question: keyof Pick<Strings, "sampleInvoiceQuestion" | "sampleVoiceQuestion" | "sampleManualQuestion">;
  file: Record<Language, string>;
  type: string;
  /** The feature without which it would fail. */
  needs: string;
  /** The file is the question. */
  spoken?: boolean;
}

export const samples: Sample[] = [
  { icon: "picture", title: "sampleInvoice", question: "sampleInvoiceQuestion", file: { en: "invoice.png", zh: "invoice-zh.png" }, type: "image/png", needs: "pictures" },
  { icon: "microphone", title: "sampleVoice", question: "sampleVoiceQuestion", file: { en: "voice-note.ogg", zh: "voice-note.ogg" }, type: "audio/ogg", needs: "speech" },
  { icon: "file", title: "sampleManual", question: "sampleManualQuestion", file: { en: "manual.md", zh: "manual-zh.md" }, type: "text/markdown", needs: "documents" },
];
