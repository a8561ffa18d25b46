/**
 * `everybody`: read by all, changed by admins. `members`: read and changed by all. `admins`: only for admins. `oneself`:
 * the member's own settings.
 */
type Audience = "everybody" | "members" | "admins" | "oneself";

/** The settings pages in navigation order. */
export const SETTINGS_PAGES = [
  { name: "answering", audience: "everybody" },
  { name: "chatbot", audience: "everybody" },
  { name: "knowledge", audience: "members" },
  { name: "widget", audience: "everybody" },
  { name: "sessions", audience: "everybody" },
  { name: "hours", audience: "everybody" },
  { name: "team", audience: "everybody" },
  { name: "privacy", audience: "admins" },
  { name: "audit", audience: "admins" },
  { name: "profile", audience: "oneself" },
  { name: "password", audience: "oneself" },
  { name: "sign-in", audience: "oneself" },
] as const satisfies readonly { name: string; audience: Audience }[];

export type SettingsPageEntry = (typeof SETTINGS_PAGES)[number];
export type SettingsPageName = SettingsPageEntry["name"];

/** The path of a settings page. */
export function settingsPath(name: SettingsPageName): string {
  return `/settings/${name}`;
}

/** The first settings page, opened where there is room for a page beside the list. */
export const FIRST_SETTINGS_PATH = settingsPath(SETTINGS_PAGES[0].name);
