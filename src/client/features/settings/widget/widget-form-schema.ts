import * as z from "zod/mini";
import { SITES_MAX } from "#domain/settings/allowed-sites.ts";
import type { WidgetLook } from "#domain/model/settings.ts";
import { parseSites } from "./parse-sites.ts";
import { strings } from "../strings.ts";

const text = strings.widget;
const GREETING_MAX_LENGTH = 300;

/** What is typed on the widget's screen. */
export interface WidgetFormValues extends WidgetLook {
  /** Sites that may show the chat, one a line. */
  sites: string;
}

export const widgetFormSchema = z.object({
  companyName: z.string().check(z.trim(), z.minLength(1, text.companyNameMissing)),
  greeting: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, text.greetingMissing),
      z.maxLength(GREETING_MAX_LENGTH, text.greetingTooLong(GREETING_MAX_LENGTH)),
    ),
  brandColour: z.string().check(z.trim(), z.regex(/^#[0-9a-f]{6}$/i, text.brandColourWrong)),
  sites: z.string().check((typed) => {
    const { sites, wrong } = parseSites(typed.value);
    const [first] = wrong;
    const message = first === undefined ? text.sitesTooMany(SITES_MAX) : text.siteWrong(first);
    if (first !== undefined || sites.length > SITES_MAX)
      typed.issues.push({ code: "custom", message, input: typed.value });
  }),
});
