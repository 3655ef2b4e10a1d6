import { chooseLanguage, chooseLocale, tag, type Language } from "../i18n/index.ts";
import type { LocalStore } from "./local-store.ts";
import type { Store, Theme } from "./state.ts";

/** Light or dark, English or Chinese: the system's and the browser's choice until the person makes one. */
export class Appearance {
  constructor(private readonly store: Store, private readonly local: LocalStore) {
    const { theme = "system", language = chooseLanguage(navigator.languages) } = local.settings;
    this.#apply(theme, language);
  }

  setTheme(theme: Theme): void {
    this.local.settings = { ...this.local.settings, theme };
    this.#apply(theme, this.store.state.language);
  }

  setLanguage(language: Language): void {
    this.local.settings = { ...this.local.settings, language };
    this.#apply(this.store.state.theme, language);
  }

  #apply(theme: Theme, language: Language): void {
    const root = document.documentElement;
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.lang = tag[language];
    this.store.set({ theme, language, locale: chooseLocale(language, navigator.languages) });
  }
}
