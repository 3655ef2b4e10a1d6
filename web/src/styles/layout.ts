import { css } from "lit";

/** Three columns; under 1,100 px the sources are a drawer, under 700 px the conversations too and the sources a sheet. */
export const layout = css`
  :host { display: grid; grid-template: minmax(0, 1fr) / 264px minmax(0, 1fr); height: 100dvh; overflow: hidden; background: var(--ground); }
  :host([sources]) { grid-template-columns: 264px minmax(0, 1fr) 380px; }
  .skip { position: absolute; left: 12px; top: -60px; z-index: 50; display: flex; align-items: center; min-height: var(--target); padding: 8px 14px; border-radius: 10px; background: var(--accent); color: var(--on-accent); }
  .skip:focus-visible { top: 12px; }
  .rail { grid-column: 1; min-height: 0; border-right: 1px solid var(--line); background: var(--rail); }
  conversation-rail, sources-pane { height: 100%; }
  /* A column of its own: an automatic one would be as wide as the longest title. */
  main { grid-column: 2; display: grid; grid-template: 52px auto minmax(0, 1fr) auto / minmax(0, 1fr); min-width: 0; min-height: 0; }
  .sources { grid-column: 3; min-height: 0; border-left: 1px solid var(--line); background: var(--pane); }
  .bar { display: flex; align-items: center; gap: 4px; padding: 0 12px 0 20px; border-bottom: 1px solid var(--line); }
  .bar h1 { flex: 1; min-width: 0; overflow: hidden; font-size: 15px; font-weight: 600; text-overflow: ellipsis; white-space: nowrap; }
  .unremembered { flex: none; margin: 0 8px; color: var(--secondary); font-size: 13px; white-space: nowrap; }
  .memory { position: relative; display: inline-flex; align-items: center; justify-content: center; gap: 6px; flex: none; min-width: var(--target); height: var(--target); border-radius: 8px; color: var(--secondary); font-size: 13px; white-space: nowrap; }
  .memory:hover { background: var(--hover); color: var(--ink); }
  .memory.paused { padding: 0 10px 0 6px; background: var(--warn-ground); color: var(--warn-ink); }
  .bar .menu { display: none; }
  .status { display: flex; align-items: center; justify-content: center; gap: 8px; min-height: 32px; background: var(--rail); border-bottom: 1px solid var(--line); color: var(--secondary); font-size: 13px; }
  .status i { width: 8px; height: 8px; border-radius: 50%; background: var(--mark); }
  transcript-view { grid-row: 3; }
  .foot { grid-row: 4; width: 100%; max-width: 788px; margin: 0 auto; padding: 0 24px 16px; }
  .scrim { display: none; }
  .drop { position: fixed; inset: 0; z-index: 40; display: grid; place-items: center; background: color-mix(in srgb, var(--ground) 86%, transparent); }
  .drop div { display: flex; align-items: center; gap: 12px; padding: 20px 28px; border: 1.5px dashed var(--accent); border-radius: 18px; background: var(--ground); color: var(--accent); font-weight: 600; pointer-events: none; }
  .toast { position: fixed; left: 50%; bottom: 128px; z-index: 35; translate: -50%; display: flex; align-items: center; gap: 8px; max-width: calc(100vw - 32px); padding: 6px 6px 6px 16px; border-radius: 14px; background: var(--ink); color: var(--ground); font-size: 14px; }
  .toast span { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .toast .text-button { color: inherit; font-weight: 600; text-decoration: underline; text-underline-offset: 3px; }
  .toast .text-button:hover { background: color-mix(in srgb, var(--ground) 16%, transparent); }

  @media (max-width: 1099px) {
    :host([sources]) { grid-template-columns: 264px minmax(0, 1fr); }
    .sources { position: fixed; inset: 0 0 0 auto; z-index: 20; width: min(400px, 100vw); box-shadow: var(--shadow); animation: from-right .18s ease-out; }
    :host([sources]) .scrim { display: block; position: fixed; inset: 0; z-index: 15; background: var(--scrim); }
  }
  @media (max-width: 699px) {
    :host, :host([sources]) { grid-template-columns: minmax(0, 1fr); }
    main { grid-column: 1; }
    .rail { position: fixed; inset: 0 auto 0 0; z-index: 20; width: min(304px, 86vw); visibility: hidden; translate: -100%; transition: translate .18s ease-out, visibility .18s; }
    :host([rail]) .rail { visibility: visible; translate: 0; box-shadow: var(--shadow); }
    :host([rail]) .scrim { display: block; position: fixed; inset: 0; z-index: 15; background: var(--scrim); }
    .bar { padding-left: 6px; }
    .bar .menu { display: inline-grid; }
    .memory.paused { padding: 0; }
    .memory span { display: none; }
    .foot { padding: 0 10px 10px; }
    .sources { inset: auto 0 0; width: auto; height: min(78dvh, 640px); border-left: 0; border-top: 1px solid var(--line); border-radius: 18px 18px 0 0; overflow: hidden; animation-name: from-below; }
  }
  @keyframes from-right { from { translate: 24px; opacity: 0; } }
  @keyframes from-below { from { translate: 0 40px; opacity: 0; } }
`;
