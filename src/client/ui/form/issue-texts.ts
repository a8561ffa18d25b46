import type * as z from "zod/mini";

interface IssueTexts {
  tooLong: (max: number) => string;
  /** What is said of a field whatever else is wrong with it, by its name. */
  fields: Readonly<Record<string, string>>;
  /** What is said of any other; nothing in particular where each field has its text. */
  wrong?: string;
}

/** Puts into words what a schema finds wrong in a form, unless the schema itself says it. */
export function issueTexts({ tooLong, fields, wrong }: IssueTexts): { error: z.core.$ZodErrorMap } {
  return {
    error: (issue) =>
      issue.code === "too_big" && issue.origin === "string"
        ? tooLong(Number(issue.maximum))
        : (fields[String(issue.path?.[0])] ?? wrong),
  };
}
