import * as z from "zod/mini";
import { SECOND } from "#domain/model/instant.ts";
import {
  BOT_TIMEOUT_MAX_MS,
  BOT_TIMEOUT_MIN_MS,
  type ChatbotSettings,
  INSTRUCTIONS_MAX_LENGTH,
} from "#domain/model/settings.ts";
import { strings } from "../strings.ts";

const text = strings.chatbot;
const TIMEOUT = { min: BOT_TIMEOUT_MIN_MS / SECOND, max: BOT_TIMEOUT_MAX_MS / SECOND };
const URL_PATTERN = /^https?:\/\/[^\s/]+/i;

/** What is typed on the chatbot's screen. */
export const botFormSchema = z
  .object({
    url: z.string().check(
      z.trim(),
      z.refine((url) => url === "" || (URL_PATTERN.test(url) && URL.canParse(url)), text.urlWrong),
    ),
    token: z.string().check(z.trim()),
    model: z.string().check(z.trim()),
    timeoutSeconds: z
      .number(text.timeoutWrong(TIMEOUT.min, TIMEOUT.max))
      .check(
        z.refine(
          (seconds) => Number.isInteger(seconds) && seconds >= TIMEOUT.min && seconds <= TIMEOUT.max,
          text.timeoutWrong(TIMEOUT.min, TIMEOUT.max),
        ),
      ),
    instructions: z
      .string()
      .check(z.maxLength(INSTRUCTIONS_MAX_LENGTH, text.instructionsTooLong(INSTRUCTIONS_MAX_LENGTH))),
    usesKnowledge: z.boolean(),
    name: z.string().check(z.trim(), z.minLength(1, text.nameMissing)),
  })
  .check(
    z.refine(({ url, model }) => url === "" || model !== "", { error: text.modelMissing, path: ["model"] }),
  );

export type BotFormValues = z.infer<typeof botFormSchema>;

/** What stands in the form for what is stored. The token is not among it: it never comes back. */
export function toValues({ timeoutMs, ...rest }: ChatbotSettings): BotFormValues {
  return { ...rest, timeoutSeconds: timeoutMs / SECOND, token: "" };
}

/**
 * What the server is sent.
 *
 * @param isTokenOpen - whether the token's field is there to be typed in; if not, the stored one stays
 */
export function toInput({ timeoutSeconds, token, ...rest }: BotFormValues, isTokenOpen: boolean) {
  return { ...rest, timeoutMs: timeoutSeconds * SECOND, token: isTokenOpen ? token : null };
}

/** Whether two addresses lead to different servers: a stored token goes to the one it was typed for. */
export function isOtherServer(stored: string, typed: string): boolean {
  return originOf(stored) !== originOf(typed);
}

function originOf(url: string): string {
  const trimmed = url.trim();
  return URL.canParse(trimmed) ? new URL(trimmed).origin : "";
}
