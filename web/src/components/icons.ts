import { svg, html, type TemplateResult, type SVGTemplateResult } from "lit";

const shapes = {
  chat: svg`<path d="M4.5 4.5h11A1.5 1.5 0 0 1 17 6v6.5a1.5 1.5 0 0 1-1.5 1.5H9l-3.5 2.7V14h-1A1.5 1.5 0 0 1 3 12.5V6a1.5 1.5 0 0 1 1.5-1.5z"/>`,
  memory: svg`<path d="M6 3.5h8a1 1 0 0 1 1 1V17l-5-3.4L5 17V4.5a1 1 0 0 1 1-1z"/>`,
  plus: svg`<path d="M10 4v12M4 10h12"/>`,
  close: svg`<path d="M5 5l10 10M15 5L5 15"/>`,
  search: svg`<circle cx="9" cy="9" r="5"/><path d="M13 13l3.5 3.5"/>`,
  menu: svg`<path d="M3.5 6h13M3.5 10h13M3.5 14h13"/>`,
  more: svg`<path d="M5 10h.01M10 10h.01M15 10h.01" stroke-width="2.2"/>`,
  download: svg`<path d="M10 3.5v9M6.5 9.3L10 12.8l3.5-3.5M3.8 13.5v2.2a1 1 0 0 0 1 1h10.4a1 1 0 0 0 1-1v-2.2"/>`,
  panel: svg`<rect x="3" y="4" width="14" height="12" rx="1.5"/><path d="M12 4v12"/>`,
  sun: svg`<circle cx="10" cy="10" r="3.2"/><path d="M10 2.8v1.5M10 15.7v1.5M2.8 10h1.5M15.7 10h1.5M4.9 4.9l1.1 1.1M14 14l1.1 1.1M4.9 15.1L6 14M14 6l1.1-1.1"/>`,
  moon: svg`<path d="M16.5 11.8A7 7 0 0 1 8.2 3.5a6.8 6.8 0 1 0 8.3 8.3z"/>`,
  system: svg`<rect x="3" y="4" width="14" height="9.5" rx="1.5"/><path d="M7 16.5h6M10 13.5v3"/>`,
  keyboard: svg`<rect x="2.5" y="5" width="15" height="10" rx="1.5"/><path d="M5.5 8h.01M8.5 8h.01M11.5 8h.01M14.5 8h.01M6.5 12h7"/>`,
  microphone: svg`<rect x="7.7" y="2.8" width="4.6" height="9" rx="2.3"/><path d="M4.8 9.5a5.2 5.2 0 0 0 10.4 0M10 14.7v2.5"/>`,
  up: svg`<path d="M10 16V4.5M5.2 9.2L10 4.4l4.8 4.8"/>`,
  down: svg`<path d="M10 4v11.5M5.2 10.8L10 15.6l4.8-4.8"/>`,
  stop: svg`<rect x="5.5" y="5.5" width="9" height="9" rx="1.8" fill="currentColor"/>`,
  copy: svg`<rect x="7" y="7" width="9" height="9" rx="1.5"/><path d="M13 7V5.5A1.5 1.5 0 0 0 11.5 4h-6A1.5 1.5 0 0 0 4 5.5v6A1.5 1.5 0 0 0 5.5 13H7"/>`,
  check: svg`<path d="M4.5 10.5l3.7 3.7 7.3-8"/>`,
  thumbUp: svg`<path d="M6.5 9v7.5H4V9zM6.5 9.5L9.8 3.6c1.3 0 2 .9 1.7 2.2L11 8.5h4.3a1.4 1.4 0 0 1 1.4 1.7l-1 5a1.6 1.6 0 0 1-1.6 1.3H6.5"/>`,
  thumbDown: svg`<path d="M13.5 11V3.5H16V11zM13.5 10.5l-3.3 5.9c-1.3 0-2-.9-1.7-2.2l.5-2.7H4.7a1.4 1.4 0 0 1-1.4-1.7l1-5a1.6 1.6 0 0 1 1.6-1.3h7.6"/>`,
  retry: svg`<path d="M4.2 8.2a6.2 6.2 0 1 1-.3 3.3M4 4.2v4.1h4.1"/>`,
  speaker: svg`<path d="M3.5 8v4h2.7L10 15.2V4.8L6.2 8zM13 7.5a3.6 3.6 0 0 1 0 5M15.2 5.3a6.7 6.7 0 0 1 0 9.4"/>`,
  warning: svg`<path d="M10 3.5L17.2 16H2.8zM10 8.3v3.4M10 13.8h.01"/>`,
  play: svg`<path d="M7 4.8v10.4l8.2-5.2z" fill="currentColor" stroke-linejoin="round"/>`,
  pause: svg`<path d="M7.2 5v10M12.8 5v10" stroke-width="2.6"/>`,
  file: svg`<path d="M5.5 3h6l3.5 3.5V16a1 1 0 0 1-1 1h-8.5a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11.5 3v3.5H15"/>`,
  picture: svg`<rect x="3" y="4" width="14" height="12" rx="1.5"/><circle cx="7.2" cy="8.2" r="1.3"/><path d="M3.5 14.5l4.3-3.8 3 2.5 2.5-2 3.3 3"/>`,
  edit: svg`<path d="M12.8 4.2l3 3L7.3 15.7l-3.6.6.6-3.6z"/>`,
  trash: svg`<path d="M4 6h12M8 6V4.2h4V6M5.5 6l.7 10h7.6l.7-10"/>`,
  zoomIn: svg`<circle cx="9" cy="9" r="5"/><path d="M13 13l3.5 3.5M9 7v4M7 9h4"/>`,
  zoomOut: svg`<circle cx="9" cy="9" r="5"/><path d="M13 13l3.5 3.5M7 9h4"/>`,
  open: svg`<path d="M11.5 4H16v4.5M16 4l-6.5 6.5M14.5 11.5V15a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1h3.5"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

/** One of the page's line icons, in the colour of the text beside it. */
export function icon(name: IconName, size = 20): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes[name]}</svg>`;
}
