import { zodResolver } from "@hookform/resolvers/zod";
import * as z from "zod/mini";
import { SECOND } from "#domain/model/instant.ts";
import { BOT_TIMEOUT_MAX_MS, BOT_TIMEOUT_MIN_MS, type ChatbotSettings } from "#domain/model/settings.ts";
import { botConnection } from "#domain/settings/bot-connection.ts";
import { botFields, botToken } from "#domain/settings/bot-schema.ts";
import { issueTexts } from "../../../ui/form/issue-texts.ts";
import { strings } from "../strings.ts";

const text = strings.chatbot;
/** People forget the slashes; `https:example.com` is a URL all the same. */
const WITH_SLASHES = /^https?:\/\/[^\s/]+/i;

const { timeoutMs: timeoutField, ...fields } = botFields;

/** What is typed on the chatbot's screen: as it is stored, but for the seconds. */
export const botFormSchema = z
  .object({
    ...fields,
    url: fields.url.check(z.refine(hasSlashes)),
    timeoutSeconds: z.number().check(z.refine((seconds) => timeoutField.safeParse(seconds * SECOND).success)),
    token: botToken,
  })
  .check(
    z.refine(({ url, model }) => botConnection({ url }).kind === "built-in" || model !== "", {
      path: ["model"],
    }),
  );

function hasSlashes(url: string): boolean {
  return botConnection({ url }).kind === "built-in" || WITH_SLASHES.test(url);
}

/** Checks the form and says what is wrong. */
export const botFormResolver = zodResolver(
  botFormSchema,
  issueTexts({
    ...strings,
    fields: {
      url: text.urlWrong,
      model: text.modelMissing,
      timeoutSeconds: text.timeoutWrong(BOT_TIMEOUT_MIN_MS / SECOND, BOT_TIMEOUT_MAX_MS / SECOND),
      name: text.nameMissing,
    },
  }),
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
