import { privacy } from "#locales/en/privacy.ts";

/** The texts of the privacy pages. */
export const strings = privacy;
