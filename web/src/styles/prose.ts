import { css } from "lit";

/** Markdown as it is read: an answer's text. */
export const prose = css`
  .prose { overflow-wrap: anywhere; }
  .prose :where(p, ul, ol, blockquote) { margin-block: 0; }
  .prose > * + *, .prose blockquote > * + *, .prose li > p + p { margin-top: 10px; }
  .prose :is(h1, h2, h3, h4, h5, h6) { margin: 18px 0 0; font-size: 16px; line-height: 1.4; font-weight: 600; }
  .prose :is(h3, h4, h5, h6) { font-size: 15px; }
  .prose > :is(h1, h2, h3, h4):first-child { margin-top: 0; }
  .prose :is(ul, ol) { margin-inline: 0; padding-left: 22px; }
  .prose blockquote { margin-inline: 0; }
  .prose li + li, .prose li > ul, .prose li > ol { margin-top: 4px; }
  .prose li::marker { color: var(--secondary); font-variant-numeric: tabular-nums; }
  .prose blockquote { padding-left: 12px; border-left: 3px solid var(--accent); color: var(--secondary); }
  .prose a { color: var(--accent); text-underline-offset: 2px; }
  .prose hr { height: 1px; border: 0; background: var(--line); }
  .prose img { max-width: 100%; height: auto; border-radius: 8px; }
  .prose code { padding: 1px 5px; border-radius: 5px; background: var(--field); font: 13px/1.5 var(--mono); }
  .prose .scroll { overflow-x: auto; max-width: 100%; scrollbar-width: thin; }
  .prose table { border-collapse: collapse; font-variant-numeric: tabular-nums; line-height: 1.45; }
  .prose th, .prose td { padding: 6px 18px 6px 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: normal; max-width: 44ch; }
  .prose th { color: var(--secondary); font-weight: 400; white-space: nowrap; }
  .prose .end { text-align: right; white-space: nowrap; }
  .prose .center { text-align: center; }
  .prose .code { position: relative; border: 1px solid var(--line); border-radius: 10px; background: var(--rail); }
  .prose .code pre { margin: 0; padding: 12px 14px; overflow-x: auto; scrollbar-width: thin; tab-size: 4; }
  .prose .code pre code { padding: 0; background: none; white-space: pre; overflow-wrap: normal; }
  .prose .code header { display: flex; align-items: center; justify-content: space-between; padding: 2px 4px 2px 14px; border-bottom: 1px solid var(--line); color: var(--secondary); font-size: 12px; }
  .cite {
    position: relative; display: inline-grid; place-items: center; min-width: 19px; height: 19px; margin: 0 1px 0 4px; padding: 0 4px; border-radius: 10px; vertical-align: 1px;
    background: var(--accent-soft); color: var(--accent); font-size: 12px; line-height: 1; font-weight: 600; font-variant-numeric: tabular-nums;
  }
  .cite::after { content: ""; position: absolute; inset: -7px; }
  .cite:hover { box-shadow: inset 0 0 0 1.5px var(--accent); }
  .cite[aria-pressed="true"] { background: var(--accent); color: var(--on-accent); }
  .cite.doubtful { border-radius: 10px; outline: 1.5px dashed var(--accent); outline-offset: -1px; }
  .cite:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 10px; }
`;
