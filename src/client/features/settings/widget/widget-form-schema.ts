import { zodResolver } from "@hookform/resolvers/zod";
import * as z from "zod/mini";
import { SITES_MAX } from "#domain/settings/allowed-sites.ts";
import { isHexColour } from "#domain/settings/colour.ts";
import { widgetFields } from "#domain/settings/widget-schema.ts";
import { issueTexts } from "../../../ui/form/issue-texts.ts";
import { parseSites } from "./parse-sites.ts";
import { strings } from "../strings.ts";

const text = strings.widget;

/** The widget form: the stored fields, except that the sites are one text with one site per line. */
export const widgetFormSchema = z.object({
  ...widgetFields,
  brandColour: z.string().check(z.trim(), z.refine(isHexColour)),
  sites: z.string().check((typed) => {
    const { sites, wrong } = parseSites(typed.value);
    const [first] = wrong;
    const message = first === undefined ? text.sitesTooMany(SITES_MAX) : text.siteWrong(first);
    if (first !== undefined || sites.length > SITES_MAX)
      typed.issues.push({ code: "custom", message, input: typed.value });
  }),
});

export type WidgetFormValues = z.infer<typeof widgetFormSchema>;

/** Validates the form, with error texts. */
export const widgetFormResolver = zodResolver(
  widgetFormSchema,
  issueTexts({
    ...strings,
    fields: {
      companyName: text.companyNameMissing,
      greeting: text.greetingMissing,
      brandColour: text.brandColourWrong,
    },
  }),
);
