import type { Forms } from "../grammar/plural.ts";

/** A number of units in a text, such as "1 minute left" and "2 minutes left". */
export const counted = (before: string, noun: string, after = ""): Forms => ({
  one: `${before}# ${noun}${after}`,
  other: `${before}# ${noun}s${after}`,
});
