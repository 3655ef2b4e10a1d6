import { LitElement, css, html, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { list } from "../i18n/format.ts";
import { samples, type Sample } from "../samples.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";

/** Before the first message: what can be done with what is installed, and three examples to begin with. */
@customElement("empty-state")
export class EmptyState extends LitElement {
  static override styles = [base, css`
    :host { display: grid; align-content: center; gap: 24px; min-height: 100%; padding: 32px 0; }
    h2 { font-size: 26px; font-weight: 600; line-height: 1.3; letter-spacing: -.01em; text-wrap: balance; }
    .what { max-width: 56ch; margin-top: 8px; color: var(--secondary); text-wrap: pretty; }
    .try { color: var(--secondary); font-size: 13px; }
    .samples { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 12px; margin-top: 8px; }
    .sample { display: flex; flex-direction: column; align-items: flex-start; gap: 2px; padding: 14px; border: 1px solid var(--line); border-radius: 14px; text-align: start; transition: border-color .12s, background-color .12s; }
    .sample:hover { border-color: var(--accent); background: var(--rail); }
    .sample:focus-visible { border-radius: 14px; }
    .sample:disabled { opacity: .6; }
    .sample svg { margin-bottom: 8px; color: var(--accent); }
    .sample b { font-weight: 600; font-size: 14px; }
    .sample span { color: var(--secondary); font-size: 13px; line-height: 1.45; }
    @media (max-width: 620px) { .samples { grid-template-columns: 1fr; } .sample { display: grid; grid-template-columns: auto 1fr; column-gap: 12px; } .sample svg { grid-row: 1 / 3; margin: 0; align-self: center; } h2 { font-size: 22px; } }
  `];

  @state() private busy = false;
  private readonly bound = new Bound(this, state => [state.language, state.info]);

  override render() {
    const { text, state } = this.bound;
    const able = (name: string) => state.info?.features.find(each => each.name === name)?.available !== false;
    const things = [able("pictures") ? text.canPictures : "", able("speech") && able("audio") ? text.canSpeech : "", able("documents") ? text.canDocuments : ""].filter(Boolean);
    return html`
      <div><h2>${text.welcome}</h2>${things.length > 0 ? html`<p class="what">${text.canAll(list(things, text))}</p>` : nothing}</div>
      <div><p class="try" id="try">${text.trySample}</p>
        <div class="samples" role="group" aria-labelledby="try">${samples.filter(each => able(each.needs)).map(each => html`
          <button type="button" class="sample" ?disabled=${this.busy} @click=${() => this.run(each)}>${icon(each.icon, 22)}<b>${text[each.title]}</b><span>${text[each.question]}</span></button>`)}</div></div>`;
  }

  private async run(sample: Sample) {
    this.busy = true;
    try {
      const { session, text, state } = this.bound;
      const name = sample.file[state.language];
      const blob = await fetch(`/samples/${name}`).then(response => (response.ok ? response.blob() : Promise.reject(new Error(response.statusText))));
      await session.send(sample.spoken ? "" : text[sample.question], [{ name, blob: new Blob([blob], { type: sample.type }) }]);
    } finally { this.busy = false; }
  }
}
