import { zodResolver } from "@hookform/resolvers/zod";
import * as z from "zod/mini";
import { SECOND } from "#domain/model/instant.ts";
import { BOT_TIMEOUT_MAX_MS, BOT_TIMEOUT_MIN_MS, type ChatbotSettings } from "#domain/model/settings.ts";
import { BOT_TRAITS, botConnection } from "#domain/settings/bot-connection.ts";
import { botFields, botToken } from "#domain/settings/bot-schema.ts";
import { issueTexts } from "../../../ui/form/issue-texts.ts";
import { strings } from "../strings.ts";

const text = strings.chatbot;
/** Requires the slashes, since `https:example.com` is a valid URL too. */
const WITH_SLASHES = /^https?:\/\/[^\s/]+/i;

const { timeoutMs: timeoutField, ...fields } = botFields;

/** The chatbot form: the stored fields, except that the timeout is in seconds. */
export const botFormSchema = z
  .object({
    ...fields,
    url: fields.url.check(z.refine(hasSlashes)),
    timeoutSeconds: z.number().check(z.refine((seconds) => timeoutField.safeParse(seconds * SECOND).success)),
    token: botToken,
  })
  .check(
    z.refine(({ url, model }) => !BOT_TRAITS[botConnection({ url }).kind].needsModel || model !== "", {
      path: ["model"],
    }),
  );

function hasSlashes(url: string): boolean {
  return botConnection({ url }).kind === "built-in" || WITH_SLASHES.test(url);
}

/** Validates the form, with error texts. */
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

/** The form values for stored settings. The token is empty, because the server never returns it. */
export function toValues({ timeoutMs, ...rest }: ChatbotSettings): BotFormValues {
  return { ...rest, timeoutSeconds: timeoutMs / SECOND, token: "" };
}

/**
 * The input of the procedure that saves the form.
 *
 * @param isTokenOpen - whether the token field is editable; if not, the stored token stays
 */
export function toInput({ timeoutSeconds, token, ...rest }: BotFormValues, isTokenOpen: boolean) {
  return { ...rest, timeoutMs: timeoutSeconds * SECOND, token: isTokenOpen ? token : null };
}
