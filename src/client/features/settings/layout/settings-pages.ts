/**
 * The pages of the settings, in the order of the navigation. What stands on one is read by everybody and changed by
 * admins, or seen by admins alone, or it is the reader's own.
 */
export const SETTINGS_PAGES = [
  { name: "answering", audience: "everybody" },
  { name: "chatbot", audience: "everybody" },
  { name: "widget", audience: "everybody" },
  { name: "sessions", audience: "everybody" },
  { name: "team", audience: "everybody" },
  { name: "privacy", audience: "admins" },
  { name: "audit", audience: "admins" },
  { name: "password", audience: "oneself" },
  { name: "sign-in", audience: "oneself" },
] as const;

export type SettingsPageEntry = (typeof SETTINGS_PAGES)[number];
export type SettingsPageName = SettingsPageEntry["name"];

/** The address of a page of the settings. */
export function settingsPath(name: SettingsPageName): string {
  return `/settings/${name}`;
}

/** Where the settings begin, wherever there is room for a page beside the list. */
export const FIRST_SETTINGS_PATH = settingsPath(SETTINGS_PAGES[0].name);
