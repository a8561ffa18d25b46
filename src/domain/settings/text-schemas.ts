import * as z from "zod/mini";
import { EMAIL_MAX_LENGTH, NAME_MAX_LENGTH } from "../model/customer.ts";
import { emailFault, nameFault } from "../text/customer-faults.ts";
import { readEmailAddress } from "../text/email-address.ts";
import { isBlank } from "../text/is-blank.ts";
import { visibleLine } from "../text/visible-line.ts";

/**
 * Creates a schema for free text that every database can store: trimmed, no U+0000, no lone surrogates. A text of which
 * nothing is seen is empty.
 */
export function freeText(maxLength: number) {
  return z.string().check(z.overwrite(keepable), z.maxLength(maxLength));
}

/** The name of a person, a chatbot or a company, judged as the widget's form does: one line, no invisible characters. */
export const personName = z.string().check(
  z.trim(),
  z.maxLength(NAME_MAX_LENGTH, { abort: true }),
  z.refine((name) => nameFault(name) === null),
  z.overwrite(visibleLine),
);

/**
 * The name of a member that customers read. Unlike other names it is refused, and not mended, if it has characters that
 * are not seen: they could make it look like somebody else's.
 */
export const publicName = z.string().check(
  z.trim(),
  z.maxLength(NAME_MAX_LENGTH, { abort: true }),
  z.refine((name) => nameFault(name) === null, { abort: true }),
  z.refine((name) => visibleLine(name) === name.normalize("NFC").replaceAll(/ +/g, " "), { abort: true }),
  z.overwrite(visibleLine),
);

/** An email address, judged as the widget's form does, without what is invisible or stands around it. */
export const emailAddress = z.string().check(
  z.overwrite(readEmailAddress),
  z.maxLength(EMAIL_MAX_LENGTH, { abort: true }),
  z.refine((address) => emailFault(address) === null),
);

function keepable(text: string): string {
  return isBlank(text) ? "" : text.toWellFormed().replaceAll("\0", "").trim();
}
