import * as z from "zod/mini";
import {
  ANSWERS,
  type Assigning,
  BOT_UNSURE_RULES,
  CAPACITY_MAX,
  CAPACITY_MIN,
  EQUAL_LOAD_RULES,
  type Fallbacks,
  PERSON_ASKED_RULES,
  POLICIES,
} from "../model/settings.ts";
import type { FieldSchemas } from "./field-schemas.ts";

/** The switch "Who answers new messages". */
export const answersSchema = z.enum(ANSWERS);

/** How chats are assigned; omitted fields stay unchanged. */
export const assigningSchema = z.partial(
  z.strictObject({
    policy: z.enum(POLICIES),
    equalLoad: z.enum(EQUAL_LOAD_RULES),
    capacity: z.int().check(z.minimum(CAPACITY_MIN), z.maximum(CAPACITY_MAX)),
  } satisfies FieldSchemas<Assigning>),
);

/** What happens when the chatbot cannot help; omitted fields stay unchanged. */
export const fallbacksSchema = z.partial(
  z.strictObject({
    onPersonAsked: z.enum(PERSON_ASKED_RULES),
    onBotUnsure: z.enum(BOT_UNSURE_RULES),
  } satisfies FieldSchemas<Fallbacks>),
);
