import { css } from "lit";

export const dialogStyles = css`
  dialog { max-width: min(520px, calc(100vw - 32px)); max-height: calc(100dvh - 48px); padding: 0; border: 1px solid var(--line); border-radius: 18px; background: var(--ground); color: var(--ink); box-shadow: var(--shadow); overflow: auto; }
  dialog::backdrop { background: var(--scrim); }
  header { display: flex; align-items: center; justify-content: space-between; gap: 12px; padding: 12px 12px 4px 20px; }
  h2 { font-size: 16px; font-weight: 600; }
  .content { min-width: min(420px, calc(100vw - 34px)); padding: 4px 20px 20px; }
  dialog:focus-visible { border-radius: 18px; outline: none; }
`;
