import { privacy } from "#locales/en/privacy.ts";

/** What the screens about privacy say. */
export const strings = privacy;
