import * as z from "zod/mini";
import {
  BOT_TIMEOUT_MAX_MS,
  BOT_TIMEOUT_MIN_MS,
  type ChatbotSettings,
  INSTRUCTIONS_MAX_LENGTH,
} from "../model/settings.ts";
import { isBotUrl } from "./bot-connection.ts";
import type { FieldSchemas } from "./field-schemas.ts";
import { freeText, personName } from "./text-schemas.ts";
import { wholeSeconds } from "./whole-seconds.ts";

export const URL_MAX_LENGTH = 2_000;
export const MODEL_MAX_LENGTH = 200;
export const TOKEN_MAX_LENGTH = 4_000;

/** The chatbot's settings, field by field. */
export const botFields = {
  url: z.string().check(z.trim(), z.maxLength(URL_MAX_LENGTH), z.refine(isBotUrl, { abort: true })),
  model: freeText(MODEL_MAX_LENGTH),
  instructions: freeText(INSTRUCTIONS_MAX_LENGTH),
  timeoutMs: wholeSeconds(BOT_TIMEOUT_MIN_MS, BOT_TIMEOUT_MAX_MS),
  name: personName,
  usesKnowledge: z.boolean(),
} satisfies FieldSchemas<ChatbotSettings>;

/** The chatbot's token, which is stored separately; empty for none. */
export const botToken = freeText(TOKEN_MAX_LENGTH);

/** The chatbot's settings with its token; `null` keeps the stored one. */
export const botSchema = z.strictObject({ ...botFields, token: z.nullable(botToken) });
