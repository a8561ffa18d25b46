import type * as z from "zod/mini";

interface IssueTexts {
  tooLong: (max: number) => string;
  /** The error text of each field, by field name. */
  fields: Readonly<Record<string, string>>;
  /** The error text of all other fields. Not needed if each field has its own. */
  wrong?: string;
}

/** Error texts for a form's schema, except where the schema provides its own. */
export function issueTexts({ tooLong, fields, wrong }: IssueTexts): { error: z.core.$ZodErrorMap } {
  return {
    error: (issue) =>
      issue.code === "too_big" && issue.origin === "string"
        ? tooLong(Number(issue.maximum))
        : (fields[String(issue.path?.[0])] ?? wrong),
  };
}
