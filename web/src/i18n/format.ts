import type { Strings } from "./en.ts";

/** "0:06", "12:40", "1:02:03": the same in every language. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

const units = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** "214 kB", in the reader's locale; decimal units as file managers show them. */
export function bytes(count: number, locale: string): string {
  let value = count;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) { value /= 1000; unit++; }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return new Intl.NumberFormat(locale, { style: "unit", unit: units[unit], unitDisplay: unit === 0 ? "long" : "short", maximumFractionDigits: digits }).format(value);
}

export function percent(fraction: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(Math.min(1, Math.max(0, fraction)));
}

/** "28 November 2026", as the reader writes it. */
export function day(at: string, locale: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(date);
}

/** A day that was said: the one that stands there, wherever it is read. "Since 7 June" is so in every time zone. */
export function statedDay(at: string, locale: string): string {
  const date = new Date(at.slice(0, 10));
  return Number.isNaN(date.getTime()) ? "" : new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(date);
}

/** For a time's tooltip: day and time, in full. */
export function moment(at: string, locale: string): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "" : new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short" }).format(date);
}

export type DayGroup = "today" | "yesterday" | "thisWeek" | "earlier";

/** Which heading of the list a conversation stands under, by the reader's own calendar day. */
export function dayGroup(at: string, now: Date): DayGroup {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(new Date(at))) / 86_400_000);
  if (days <= 0) return "today";
  if (days === 1) return "yesterday";
  return days <= 7 ? "thisWeek" : "earlier";
}

/** "a, b and c" in words of the language. */
export function list(items: string[], text: Strings): string {
  if (items.length < 2) return items.join("");
  return items.slice(0, -1).join(text.comma) + text.and + items[items.length - 1];
}
