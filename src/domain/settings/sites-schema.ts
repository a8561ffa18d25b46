import * as z from "zod/mini";
import { isValidSite, SITE_MAX_LENGTH, SITES_MAX } from "./allowed-sites.ts";

/** The sites that may embed the widget. */
export const sitesSchema = z.strictObject({
  sites: z
    .array(z.string().check(z.maxLength(SITE_MAX_LENGTH), z.refine(isValidSite)))
    .check(z.maxLength(SITES_MAX)),
});
