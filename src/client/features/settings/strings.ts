import { settings } from "#locales/en/settings.ts";

/** The texts of the settings pages, in the page's language. */
export const strings = settings;
