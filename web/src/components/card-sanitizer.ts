import DOMPurify from "dompurify";

/** Stands where Adaptive Cards looks for Trusted Types (build.mjs): whatever policy it makes there, DOMPurify is behind it. */
(globalThis as { cardSanitizer?: unknown }).cardSanitizer = {
  // What it empties an element with, at each button that is pressed.
  emptyHTML: (globalThis as { trustedTypes?: { emptyHTML: unknown } }).trustedTypes?.emptyHTML ?? "",
  createPolicy: () => ({ createHTML: (value: string) => DOMPurify.sanitize(value, { RETURN_TRUSTED_TYPE: true }) }),
};
