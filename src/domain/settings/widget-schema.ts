import * as z from "zod/mini";
import type { WidgetLook } from "../model/settings.ts";
import { isHexColour } from "./colour.ts";
import type { FieldsOf } from "./fields-of.ts";
import { freeText, personName } from "./text-schemas.ts";

const GREETING_MAX_LENGTH = 300;

/** What the widget says and looks like, field by field. */
export const widgetFields = {
  companyName: personName,
  greeting: freeText(GREETING_MAX_LENGTH).check(z.minLength(1)),
  brandColour: z.string().check(z.refine(isHexColour)),
} satisfies FieldsOf<WidgetLook>;

/** What the widget says and looks like. */
export const widgetSchema = z.strictObject(widgetFields);
