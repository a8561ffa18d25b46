import { exportTexts } from "#locales/en/exports.ts";

/** The texts of the downloads of exports. */
export const exportStrings = exportTexts;
