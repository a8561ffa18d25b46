import { zodResolver } from "@hookform/resolvers/zod";
import * as z from "zod/mini";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, passwordProblem } from "#domain/security/password-rule.ts";
import { emailAddress, personName } from "#domain/settings/text-schemas.ts";
import { issueTexts } from "../../ui/form/issue-texts.ts";
import { strings } from "./strings.ts";

const person = { name: personName, email: emailAddress, password: z.string() };

/** The form for joining a company. */
export function joinFormSchema(companyName: string) {
  return z.object(person).check(checkPassword(() => companyName));
}

/** The form for setting up a company. */
export const setUpFormSchema = z
  .object({ companyName: personName, ...person })
  .check(checkPassword(({ companyName }) => companyName));

const texts = issueTexts({
  tooLong: strings.tooLong,
  fields: { ...strings.missing, name: strings.missing.yourName },
});

/** Validates the join form, with error texts. */
export function joinFormResolver(companyName: string) {
  return zodResolver(joinFormSchema(companyName), texts);
}

/** Validates the set-up form, with error texts. */
export const setUpFormResolver = zodResolver(setUpFormSchema, texts);

interface Person {
  name: string;
  email: string;
  password: string;
}

/** The server's password rule, checked before sending. */
function checkPassword<Form extends Person>(companyOf: (form: Form) => string) {
  return ({ value, issues }: { value: Form; issues: z.core.$ZodRawIssue[] }) => {
    const { name, email, password } = value;
    const problem = passwordProblem(password, [name, email, companyOf(value)]);
    if (problem === null) return;
    const message = strings.passwordProblems[problem](PASSWORD_MIN_LENGTH, PASSWORD_MAX_LENGTH);
    issues.push({ code: "custom", input: value, path: ["password"], message });
  };
}
