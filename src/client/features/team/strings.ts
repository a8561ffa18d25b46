import { team } from "#locales/en/team.ts";

/** What the team's screen says, in the language of the page. */
export const strings = team;
