import { settings } from "#locales/en/settings.ts";

/** What the settings screens say, in the language of the page. */
export const strings = settings;
