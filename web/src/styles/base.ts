import { css } from "lit";

/** What every component starts from: reset, focus ring, and the few controls that recur. */
export const base = css`
  *, *::before, *::after { box-sizing: border-box; }
  [hidden] { display: none !important; }
  h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  button, input, textarea { font: inherit; color: inherit; letter-spacing: inherit; }
  button { border: 0; background: none; padding: 0; cursor: pointer; -webkit-tap-highlight-color: transparent; }
  button:disabled { cursor: default; }
  svg { display: block; flex: none; }
  :focus { outline: none; }
  :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 8px; }
  .hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .icon {
    display: inline-grid; place-items: center; flex: none; width: var(--target); height: var(--target); border-radius: 8px; color: var(--secondary);
    transition: background-color .12s, color .12s;
  }
  .icon:hover { background: var(--hover); color: var(--ink); }
  .icon[aria-pressed="true"] { color: var(--accent); }
  .text-button { min-height: var(--target); padding: 0 10px; border-radius: 8px; color: var(--secondary); font-size: 14px; white-space: nowrap; }
  .text-button:hover { background: var(--hover); color: var(--ink); }
  .button {
    display: inline-flex; align-items: center; gap: 8px; min-height: var(--target); padding: 4px 14px; border: 1px solid var(--line); border-radius: 10px;
    background: var(--ground); color: var(--ink); font-size: 14px; white-space: nowrap;
  }
  .button:hover { border-color: var(--line-strong); }
  .button.primary { border-color: transparent; background: var(--accent); color: var(--on-accent); }
  .button.primary:hover { background: var(--accent-hover); }
  @media (prefers-reduced-motion: reduce) { *, *::before, *::after { animation-duration: .01ms !important; animation-iteration-count: 1 !important; transition-duration: .01ms !important; } }
  @media (forced-colors: active) { .button, .icon { border: 1px solid ButtonText; } }
`;
