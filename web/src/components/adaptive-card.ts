import { LitElement, css } from "lit";
import { customElement, property } from "lit/decorators.js";
import "./card-sanitizer.ts";
import { AdaptiveCard, HostConfig, OpenUrlAction, SubmitAction, ToggleInput, type Action, type Input } from "adaptivecards";
import DOMPurify from "dompurify";
import { marked } from "marked";
import { cardConfig, cardStyles } from "../styles/card.ts";
import { currentSession } from "../store/controller.ts";
import { base } from "../styles/base.ts";

AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = DOMPurify.sanitize(marked.parseInline(text, { async: false }));
  result.didProcess = true;
};

/** An Adaptive Card in the page's own look. Pictures from elsewhere are not loaded; the form's values go back as a message. */
@customElement("adaptive-card")
export class AdaptiveCardElement extends LitElement {
  static override styles = [base, cardStyles, css`:host { display: block; }`];

  @property({ attribute: false }) card: unknown;

  override updated() {
    const card = new AdaptiveCard();
    card.hostConfig = new HostConfig(cardConfig);
    card.onExecuteAction = action => this.act(action, card);
    card.parse(this.card);
    const element = card.render();
    this.renderRoot.querySelector(".card")?.remove();
    if (!element) return;
    element.classList.add("card");
    this.renderRoot.append(element);
  }

  private act(action: Action, card: AdaptiveCard) {
    if (action instanceof OpenUrlAction && action.url) open(action.url, "_blank", "noopener");
    else if (action instanceof SubmitAction) void currentSession().submit(action.data, action.associatedInputs === "none" ? action.title ?? "" : told(card) || (action.title ?? ""));
  }
}

/** What was written into a form, a line for each field: the transcript shows it as what the person said. */
export function told(card: AdaptiveCard): string {
  return card.getAllInputs().map(input => `${input.label ?? input.id}: ${shown(input)}`).join("\n");
}

function shown(input: Input): string {
  if (input instanceof ToggleInput) return input.value === input.valueOn ? input.title ?? "" : "–";
  return String(input.value ?? "");
}
