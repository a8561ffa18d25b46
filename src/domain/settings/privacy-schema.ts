import * as z from "zod/mini";
import { KEEP_MAX_DAYS, KEEP_MIN_DAYS, type PrivacySettings } from "../model/settings.ts";
import type { FieldSchemas } from "./field-schemas.ts";

/** How long chats are kept. */
export const privacySchema = z.strictObject({
  keepDays: z.nullable(z.int().check(z.minimum(KEEP_MIN_DAYS), z.maximum(KEEP_MAX_DAYS))),
} satisfies FieldSchemas<PrivacySettings>);
