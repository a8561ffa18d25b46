import * as z from "zod/mini";
import type { WidgetLook } from "../model/settings.ts";
import { isHexColour } from "./colour.ts";
import type { FieldSchemas } from "./field-schemas.ts";
import { freeText, personName } from "./text-schemas.ts";

export const GREETING_MAX_LENGTH = 300;

/** The widget's texts and appearance, field by field. */
export const widgetFields = {
  companyName: personName,
  greeting: freeText(GREETING_MAX_LENGTH).check(z.minLength(1)),
  brandColour: z.string().check(z.refine(isHexColour)),
} satisfies FieldSchemas<WidgetLook>;

/** The widget's texts and appearance. */
export const widgetSchema = z.strictObject(widgetFields);
