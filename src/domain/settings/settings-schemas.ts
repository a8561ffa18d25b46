import * as z from "zod/mini";
import { type Millis, SECOND } from "../model/instant.ts";
import {
  ANSWERS,
  type Assigning,
  BOT_TIMEOUT_MAX_MS,
  BOT_TIMEOUT_MIN_MS,
  BOT_UNSURE,
  CAPACITY_MAX,
  CAPACITY_MIN,
  type ChatbotSettings,
  EQUAL_LOAD_POLICIES,
  type Fallbacks,
  INSTRUCTIONS_MAX_LENGTH,
  KEEP_MAX_DAYS,
  KEEP_MIN_DAYS,
  PERSON_ASKED,
  POLICIES,
  type PrivacySettings,
  SESSION_LIMIT_MAX_MS,
  SESSION_LIMIT_MIN_MS,
  type SessionSettings,
  WARNING_MIN_MS,
  type WidgetLook,
} from "../model/settings.ts";
import { isValidSite, SITE_MAX_LENGTH, SITES_MAX } from "./allowed-sites.ts";
import { isBotUrl } from "./bot-connection.ts";
import { freeText, personName } from "./text-schemas.ts";

// What may be typed into each setting, for the procedures that store it and the forms that send it. Texts are cleaned
// on the way; how a mistake is told to people is up to the forms.

/** A schema for each setting of a group. */
type FieldsOf<Values> = { [Key in keyof Values]: z.ZodMiniType<Values[Key]> };

const URL_MAX_LENGTH = 2_000;
const MODEL_MAX_LENGTH = 200;
const TOKEN_MAX_LENGTH = 4_000;
const GREETING_MAX_LENGTH = 300;

/** The switch "Who answers new messages". */
export const answersSchema = z.enum(ANSWERS);

/** How chats are shared out; what is left out stays as it is. */
export const assigningSchema = z.partial(
  z.strictObject({
    policy: z.enum(POLICIES),
    equalLoad: z.enum(EQUAL_LOAD_POLICIES),
    capacity: z.int().check(z.minimum(CAPACITY_MIN), z.maximum(CAPACITY_MAX)),
  } satisfies FieldsOf<Assigning>),
);

/** What happens when the chatbot is not enough; what is left out stays as it is. */
export const fallbacksSchema = z.partial(
  z.strictObject({
    onPersonAsked: z.enum(PERSON_ASKED),
    onBotUnsure: z.enum(BOT_UNSURE),
  } satisfies FieldsOf<Fallbacks>),
);

/** The chatbot's settings, field by field. */
export const botFields = {
  url: z.string().check(z.trim(), z.maxLength(URL_MAX_LENGTH), z.refine(isBotUrl)),
  model: freeText(MODEL_MAX_LENGTH),
  instructions: freeText(INSTRUCTIONS_MAX_LENGTH),
  timeoutMs: wholeSeconds(BOT_TIMEOUT_MIN_MS, BOT_TIMEOUT_MAX_MS),
  name: personName,
  usesKnowledge: z.boolean(),
} satisfies FieldsOf<ChatbotSettings>;

/** The chatbot's token, which is stored apart; empty for none. */
export const botToken = freeText(TOKEN_MAX_LENGTH);

/** The chatbot with its token, which `null` leaves as it is stored. */
export const botSchema = z.strictObject({ ...botFields, token: z.nullable(botToken) });

/** When a silent chat ends. */
export const sessionsSchema = z.strictObject({
  limitMs: wholeSeconds(SESSION_LIMIT_MIN_MS, SESSION_LIMIT_MAX_MS),
  warningMs: wholeSeconds(WARNING_MIN_MS, SESSION_LIMIT_MAX_MS),
} satisfies FieldsOf<SessionSettings>);

/** For how long chats are kept. */
export const privacySchema = z.strictObject({
  keepDays: z.nullable(z.int().check(z.minimum(KEEP_MIN_DAYS), z.maximum(KEEP_MAX_DAYS))),
} satisfies FieldsOf<PrivacySettings>);

/** What the widget says and looks like, field by field. */
export const widgetFields = {
  companyName: personName,
  greeting: freeText(GREETING_MAX_LENGTH).check(z.minLength(1)),
  brandColour: z.string().check(z.regex(/^#[0-9a-f]{6}$/i)),
} satisfies FieldsOf<WidgetLook>;

/** What the widget says and looks like. */
export const widgetSchema = z.strictObject(widgetFields);

/** The sites that may embed the widget. */
export const sitesSchema = z.strictObject({
  sites: z
    .array(z.string().check(z.maxLength(SITE_MAX_LENGTH), z.refine(isValidSite)))
    .check(z.maxLength(SITES_MAX)),
});

function wholeSeconds(min: Millis, max: Millis) {
  return z.int().check(z.minimum(min), z.maximum(max), z.multipleOf(SECOND));
}
