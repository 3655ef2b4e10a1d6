import { LitElement, css, html, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { Feature } from "../model.ts";
import type { Strings } from "../i18n/index.ts";
import { Bound } from "../store/controller.ts";
import { base } from "../styles/base.ts";
import { icon } from "./icons.ts";

const names: Record<string, keyof Strings & `feature${string}`> = {
  pictures: "featureOcr", labels: "featureLabels", objects: "featureObjects", speech: "featureSpeech", speechInOtherLanguages: "featureOtherLanguages", audio: "featureAudio", speechOutput: "featureSpeechOutput", documents: "featureDocuments", scans: "featureScans", embeddings: "featureEmbeddings", languageModel: "featureModel",
};

/** What answers here, what is available, and what to do about what is not. */
@customElement("status-content")
export class StatusContent extends LitElement {
  static override styles = [base, css`
    :host { display: block; }
    p { color: var(--secondary); font-size: 14px; }
    ul { margin: 16px 0 0; list-style: none; }
    li { display: grid; grid-template-columns: 20px minmax(0, 1fr) auto; gap: 2px 10px; padding: 10px 0; border-top: 1px solid var(--line); font-size: 14px; }
    li svg { margin-top: 1px; color: var(--good); }
    li.off svg { color: var(--warn-ink); }
    .detail { color: var(--secondary); font-size: 13px; text-align: end; overflow-wrap: anywhere; }
    .remedy { grid-column: 2 / -1; font-size: 13px; overflow-wrap: anywhere; }
    .remedy b { display: block; color: var(--secondary); font-size: 12px; font-weight: 400; }
  `];

  private readonly bound = new Bound(this, state => [state.language, state.info]);

  override render() {
    const { text, state } = this.bound;
    if (state.info === null) return html`<p>${text.stateUnknown}</p>`;
    return html`<p>${state.info.model === null ? text.quotesOnlyLong : text.modelLong(state.info.model)}</p><ul>${state.info.features.map(each => this.feature(each))}</ul>`;
  }

  private feature(feature: Feature) {
    const { text } = this.bound;
    const key = names[feature.name];
    return html`<li class=${feature.available ? "" : "off"}>${icon(feature.available ? "check" : "warning", 18)}<span>${key ? (text[key] as string) : feature.name}</span>
      <span class="detail">${feature.available ? feature.detail ?? text.available : text.notAvailable}</span>
      ${feature.available || !feature.remedy ? nothing : html`<div class="remedy"><b>${text.whatToDo}</b>${feature.remedy}</div>`}</li>`;
  }
}
