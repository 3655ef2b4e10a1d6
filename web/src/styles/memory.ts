import { css } from "lit";

/** A line of the memory panel: what it says, and what can be done about it. */
export const memoryRow = css`
  .row { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 8px; align-items: start; padding: 10px 0; }
  .tools { display: flex; gap: 2px; margin-right: -6px; }
  .tools .text-button { padding: 0 8px; font-size: 13px; }
  .meta { color: var(--secondary); font-size: 13px; line-height: 1.5; overflow-wrap: anywhere; }
  .place { position: relative; display: inline; min-height: 0; padding: 0; border-radius: 4px; color: var(--accent); font-size: 13px; text-align: start; text-decoration: underline; text-underline-offset: 2px; overflow-wrap: anywhere; white-space: normal; }
  .place::after { content: ""; position: absolute; inset: -6px 0; }
  .going { display: flex; align-items: center; justify-content: space-between; gap: 8px; padding: 6px 0; color: var(--secondary); font-size: 14px; }
  .going span { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .going .text-button { margin-right: -6px; color: var(--accent); font-weight: 600; }
  @media (pointer: coarse) { .place { display: inline-flex; align-items: center; min-height: 44px; margin-block: -10px; } }
`;

/** The panel around them: what stays at the top, and the lists that move under it. */
export const panel = css`
  .top { flex: none; padding: 0 20px 12px; border-bottom: 1px solid var(--line); }
  .about { display: flex; align-items: start; justify-content: space-between; gap: 16px; }
  .about p { color: var(--secondary); font-size: 14px; line-height: 1.5; }
  .notice { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 10px 12px; border-radius: 10px; font-size: 14px; line-height: 1.45; }
  .notice.paused { background: var(--warn-ground); color: var(--warn-ink); }
  .notice.bad { margin-top: 10px; background: var(--bad-ground); color: var(--bad-ink); }
  .pause svg { color: var(--secondary); }
  .search { display: flex; align-items: center; gap: 4px; margin-top: 12px; }
  .search input { flex: 1; min-width: 0; height: max(38px, var(--target)); padding: 0 12px; border: 1px solid transparent; border-radius: 10px; background: var(--field); font-size: 14px; }
  .search input::placeholder { color: var(--secondary); opacity: 1; }
  .search input:focus-visible { outline: none; border-color: var(--accent); background: var(--ground); }
  .search input::-webkit-search-cancel-button { appearance: none; width: 14px; height: 14px; background: var(--secondary); clip-path: polygon(12% 0, 50% 38%, 88% 0, 100% 12%, 62% 50%, 100% 88%, 88% 100%, 50% 62%, 12% 100%, 0 88%, 38% 50%, 0 12%); cursor: pointer; }
  .export { margin-right: -6px; }
  .lists { flex: 1; min-height: 0; padding: 0 20px 20px; overflow-y: auto; scrollbar-width: thin; }
  .lists:focus-visible, h3:focus-visible { outline: none; }
  h3 { padding: 16px 0 4px; font-size: 13px; font-weight: 600; color: var(--secondary); }
  ul { margin: 0; list-style: none; }
  li + li:not(.continued) { border-top: 1px solid var(--line); }
  .quiet { padding: 8px 0 12px; color: var(--secondary); font-size: 14px; }
  :host > .quiet, :host > .notice { margin: 0 20px; }
  .more { margin: 8px 0 16px; }
  forget-everything { margin-top: 16px; }
  .empty { display: grid; justify-items: center; gap: 6px; max-width: 400px; margin: 0 auto; padding: 64px 0; color: var(--secondary); font-size: 14px; text-align: center; }
  .empty strong { color: var(--ink); font-size: 15px; font-weight: 600; }
`;

/** What cannot be taken back and asks for a word to be typed. */
export const typedWord = css`
  :host { display: block; }
  .start { margin-left: -10px; color: var(--bad-ink); }
  .start:hover { color: var(--bad-ink); }
  form { padding: 12px 16px 16px; border-radius: 14px; background: var(--bad-ground); color: var(--bad-ink); font-size: 14px; }
  label { display: block; margin-top: 12px; font-weight: 600; }
  .line { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 6px; }
  input { flex: 1 1 140px; min-width: 0; min-height: max(36px, var(--target)); padding: 0 12px; border: 1px solid currentColor; border-radius: 10px; background: var(--ground); color: var(--ink); }
  .button.now:not(:disabled) { border-color: transparent; background: var(--bad-ink); color: var(--ground); }
  .button:disabled { color: var(--secondary); }
`;
