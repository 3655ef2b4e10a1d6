import { en, type Strings } from "./en.ts";
import { zh } from "./zh.ts";

export type Language = "en" | "zh";
export type { Strings };

export const strings: Record<Language, Strings> = { en, zh };

/** What documents and the server are told. */
export const tag: Record<Language, string> = { en: "en", zh: "zh-Hans" };

/** The first of the browser's languages that the page speaks; English when it speaks none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const each of wanted) {
    const primary = each.toLowerCase().split("-")[0];
    if (primary === "en" || primary === "zh") return primary;
  }
  return "en";
}

/** The reader's own locale where it is of this language (en-GB writes dates unlike en-US), else the plain language. */
export function chooseLocale(language: Language, wanted: readonly string[]): string {
  return wanted.find(each => each.toLowerCase().split("-")[0] === language) ?? (language === "zh" ? "zh-CN" : "en");
}
