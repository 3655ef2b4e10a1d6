import { css } from "lit";

export const composerStyles = css`
  :host { display: block; }
  .box { border: 1px solid var(--line); border-radius: 18px; background: var(--ground); box-shadow: var(--shadow); transition: border-color .12s; }
  .box:focus-within { border-color: var(--line-strong); }
  .chips { display: flex; flex-wrap: wrap; gap: 8px; max-height: 152px; margin: 0; padding: 12px 12px 0; overflow-y: auto; list-style: none; }
  .chips li { max-width: 100%; min-width: 0; }
  textarea { display: block; width: 100%; max-height: 194px; padding: 12px 16px 0; border: 0; background: none; resize: none; line-height: 1.55; overflow-y: auto; scrollbar-width: thin; }
  textarea::placeholder { color: var(--secondary); opacity: 1; }
  textarea:focus-visible { outline: none; }
  .tools { display: flex; align-items: center; gap: 2px; padding: 8px 10px; }
  .hint { flex: 1; min-width: 0; padding-right: 8px; overflow: hidden; color: var(--secondary); font-size: 12px; text-align: end; text-overflow: ellipsis; white-space: nowrap; }
  .send { display: grid; place-items: center; flex: none; width: 36px; height: 36px; border-radius: 50%; background: var(--accent); color: var(--on-accent); transition: background-color .12s; }
  .send:hover { background: var(--accent-hover); }
  .send:focus-visible { border-radius: 50%; }
  .send:disabled { background: var(--field); color: var(--secondary); }
  .problem { display: flex; flex-wrap: wrap; align-items: center; gap: 0 10px; margin-bottom: 8px; padding: 4px 6px 4px 12px; border-radius: 10px; background: var(--warn-ground); color: var(--warn-ink); font-size: 13px; }
  .problem span { flex: 1 1 220px; min-width: 0; padding: 4px 0; overflow-wrap: anywhere; }
  .problem :is(.text-button, .icon) { color: inherit; font-size: 13px; }
  .problem .text-button { margin-inline-start: auto; }
  @media (pointer: coarse) { .send { width: 44px; height: 44px; } textarea { min-height: 44px; } }
  @media (pointer: coarse), (max-width: 480px) { .hint { visibility: hidden; } }
  @media (max-height: 480px) { textarea { max-height: 72px; } .chips { max-height: 64px; } }
`;
