import * as z from "zod/mini";
import {
  SESSION_LIMIT_MAX_MS,
  SESSION_LIMIT_MIN_MS,
  type SessionSettings,
  WARNING_MIN_MS,
} from "../model/settings.ts";
import type { FieldSchemas } from "./field-schemas.ts";
import { wholeSeconds } from "./whole-seconds.ts";

/** When an idle chat ends. */
export const sessionsSchema = z.strictObject({
  limitMs: wholeSeconds(SESSION_LIMIT_MIN_MS, SESSION_LIMIT_MAX_MS),
  warningMs: wholeSeconds(WARNING_MIN_MS, SESSION_LIMIT_MAX_MS),
} satisfies FieldSchemas<SessionSettings>);
