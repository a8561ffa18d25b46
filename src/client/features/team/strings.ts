import { team } from "#locales/en/team.ts";

/** The texts of the team page, in the page's language. */
export const strings = team;
