import * as z from "zod/mini";
import { words } from "./words.ts";

const text = words.widget;
const GREETING_MAX_LENGTH = 300;

/** What is typed on the widget's screen. */
export const widgetForm = z.object({
  companyName: z.string().check(z.trim(), z.minLength(1, text.companyNameMissing)),
  greeting: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, text.greetingMissing),
      z.maxLength(GREETING_MAX_LENGTH, text.greetingTooLong(GREETING_MAX_LENGTH)),
    ),
  brandColour: z.string().check(z.trim(), z.regex(/^#[0-9a-f]{6}$/i, text.brandColourWrong)),
});
