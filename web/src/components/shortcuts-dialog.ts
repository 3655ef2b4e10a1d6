import { LitElement, css, html } from "lit";
import { customElement } from "lit/decorators.js";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";

/** The keys of the page; handled in keys.ts and the composer. */
@customElement("shortcuts-content")
export class ShortcutsContent extends LitElement {
  static override styles = [base, css`
    :host { display: block; }
    dl { display: grid; grid-template-columns: minmax(0, 1fr) auto; margin: 0; font-size: 14px; }
    dt, dd { padding: 8px 0; border-top: 1px solid var(--line); }
    dd { padding-left: 16px; text-align: end; white-space: nowrap; }
    kbd { display: inline-block; min-width: 24px; padding: 1px 7px; border: 1px solid var(--line); border-radius: 6px; background: var(--rail); font: 12px/1.6 var(--sans); text-align: center; }
  `];

  private readonly bound = new Bound(this, state => [state.language]);

  override render() {
    const { text } = this.bound;
    const keys: [string, string[]][] = [
      [text.keySend, ["Enter"]], [text.keyBreak, ["Shift", "Enter"]], [text.keyEdit, ["↑"]], [text.keyStop, ["Esc"]], [text.keyFocus, ["/"]],
      [text.keyNew, ["Alt", "N"]], [text.keySearch, ["Alt", "K"]], [text.keySources, ["Alt", "S"]], [text.keyMemory, ["Alt", "M"]], [text.keyHelp, ["?"]],
    ];
    return html`<dl>${keys.map(([what, parts]) => html`<dt>${what}</dt><dd>${parts.map(each => html`<kbd>${each}</kbd> `)}</dd>`)}</dl>`;
  }
}
