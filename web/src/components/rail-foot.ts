import { LitElement, css, html } from "lit";
import { customElement } from "lit/decorators.js";
import type { Theme } from "../store/state.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";

const themes: Theme[] = ["system", "light", "dark"];
const names = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;
const icons = { system: "system", light: "sun", dark: "moon" } as const;

/** The foot of the left column: which model answers, whether all is well, and how the page looks and speaks. */
@customElement("rail-foot")
export class RailFoot extends LitElement {
  static override styles = [base, css`
    :host { display: block; margin: 0 12px; padding: 8px 0; border-top: 1px solid var(--line); }
    .trust { display: flex; align-items: center; gap: 8px; width: 100%; min-height: var(--target); padding: 2px 6px; border-radius: 8px; font-size: 13px; text-align: start; }
    .trust:hover { background: var(--hover); }
    .dot { width: 8px; height: 8px; flex: none; border-radius: 50%; background: var(--good); }
    .dot.warn { background: var(--mark); }
    .dot.unknown { background: var(--line-strong); }
    .trust span { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .trust em { color: var(--secondary); font-style: normal; }
    .row { display: flex; gap: 2px; }
    .language { font-size: 13px; letter-spacing: .02em; }
  `];

  private readonly bound = new Bound(this, state => [state.language, state.info, state.theme]);

  override render() {
    const { text, state, session } = this.bound;
    const { info, theme } = state;
    const degraded = (info?.features ?? []).some(each => !each.available && ["pictures", "speech", "audio", "documents"].includes(each.name));
    const kind = info === null ? "unknown" : degraded ? "warn" : "";
    const other = state.language === "en" ? "zh" : "en";
    return html`
      <button type="button" class="trust" @click=${() => session.store.set({ dialog: { kind: "status" } })}>
        <i class="dot ${kind}"></i>${info === null ? html`<span>${text.stateUnknown}</span>` : html`<span>${info.model === null ? text.quotesOnly : text.answersBy(info.model)} <em>· ${degraded ? text.degraded : info.model === null ? text.noModel : text.allWell}</em></span>`}
      </button>
      <div class="row">
        <button type="button" class="icon" aria-label="${text.appearance}: ${text[names[theme]]}" title="${text.appearance}: ${text[names[theme]]}" @click=${() => session.setTheme(themes[(themes.indexOf(theme) + 1) % 3]!)}>${icon(icons[theme])}</button>
        <button type="button" class="icon language" lang=${other} aria-label="${other === "zh" ? "中" : "EN"}, ${text.language}: ${other === "zh" ? "简体中文" : "English"}" title="${other === "zh" ? "简体中文" : "English"}" @click=${() => session.setLanguage(other)}>${other === "zh" ? "中" : "EN"}</button>
        <button type="button" class="icon" aria-label=${text.shortcuts} title="${text.shortcuts} (?)" @click=${() => session.store.set({ dialog: { kind: "shortcuts" } })}>${icon("keyboard")}</button>
      </div>`;
  }
}
