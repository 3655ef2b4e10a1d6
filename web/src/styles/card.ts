import { css } from "lit";

/** Colours are the page's own variables, so that a card follows light and dark. */
const colours = Object.fromEntries(
  [["default", "--ink"], ["dark", "--ink"], ["light", "--secondary"], ["accent", "--accent"], ["good", "--good"], ["warning", "--warn-ink"], ["attention", "--bad-ink"]].map(
    ([name, variable]) => [name, { default: `var(${variable})`, subtle: name === "default" ? "var(--secondary)" : `var(${variable})` }]));

const container = (backgroundColor: string) => ({ backgroundColor, foregroundColors: colours });

export const cardConfig = {
  fontFamily: "inherit",
  supportsInteractivity: true,
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 16 },
  separator: { lineThickness: 1, lineColor: "var(--line)" },
  fontSizes: { small: 13, default: 15, medium: 16, large: 18, extraLarge: 22 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  imageSizes: { small: 40, medium: 80, large: 160 },
  containerStyles: {
    default: container("transparent"), emphasis: container("var(--rail)"), accent: container("var(--accent-soft)"),
    good: container("var(--accent-soft)"), warning: container("var(--warn-ground)"), attention: container("var(--bad-ground)"),
  },
  actions: { maxActions: 6, spacing: "default", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left", showCard: { actionMode: "inline", inlineTopMargin: 12 } },
  factSet: { title: { color: "default", size: "default", isSubtle: true, weight: "default", wrap: true, maxWidth: 160 }, value: { color: "default", size: "default", wrap: true }, spacing: 16 },
};

export const cardStyles = css`
  .card { max-width: 520px; padding: 16px !important; border: 1px solid var(--line); border-radius: 14px; background: var(--ground); }
  .ac-pushButton { min-height: var(--target); padding: 4px 14px; border: 1px solid var(--line); border-radius: 10px; background: var(--ground); font-size: 14px; }
  .ac-pushButton:hover { border-color: var(--line-strong); }
  .ac-pushButton.style-positive { border-color: transparent; background: var(--accent); color: var(--on-accent); }
  .ac-pushButton.style-destructive { color: var(--bad-ink); }
  .ac-input:is(input, textarea, select) { min-height: var(--target); padding: 4px 10px; border: 1px solid var(--line-strong); border-radius: 8px; background: var(--ground); color: var(--ink); }
  .ac-input[type="checkbox"], .ac-input[type="radio"] { min-height: 0; accent-color: var(--accent); }
  .ac-input :is([type="checkbox"], [type="radio"]) { width: 18px; height: 18px; accent-color: var(--accent); }
  .ac-anchor { color: var(--accent); }
  table { font-variant-numeric: tabular-nums; }
`;
