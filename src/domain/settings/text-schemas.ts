import * as z from "zod/mini";
import { EMAIL_MAX_LENGTH, NAME_MAX_LENGTH } from "../model/customer.ts";
import { HIDDEN_CHARACTERS } from "../text/hidden-characters.ts";

/** Creates a schema for free text that every database can store: trimmed, no U+0000, no lone surrogates. */
export function freeText(maxLength: number) {
  return z.string().check(z.overwrite(keepable), z.maxLength(maxLength));
}

/** The name of a person, a chatbot or a company: one line, no invisible characters. */
export const personName = z
  .string()
  .check(z.overwrite(visibleLine), z.minLength(1), z.maxLength(NAME_MAX_LENGTH));

/** An email address, trimmed. */
export const emailAddress = z.string().check(z.trim(), z.maxLength(EMAIL_MAX_LENGTH), z.email());

function keepable(text: string): string {
  return text.toWellFormed().replaceAll("\0", "").trim();
}

function visibleLine(text: string): string {
  return text
    .toWellFormed()
    .normalize("NFC")
    .replaceAll(HIDDEN_CHARACTERS, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
