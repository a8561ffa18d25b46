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

/** Validates a new password for somebody, with error texts. */
export function newPasswordResolver({ name, email, companyName }: NewPasswordOf) {
  const form = z.object({ password: z.string() }).check(({ value, issues }) => {
    const message = passwordFault(value.password, [name, email, companyName]);
    if (message !== null) issues.push({ code: "custom", input: value, path: ["password"], message });
  });
  return zodResolver(form);
}

/** Whose password it is. It must not consist of these. */
interface NewPasswordOf {
  name: string;
  email: string;
  companyName: string;
}

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
    const message = passwordFault(password, [name, email, companyOf(value)]);
    if (message !== null) issues.push({ code: "custom", input: value, path: ["password"], message });
  };
}

/** Why a password is too weak, as a text; `null` if it is not. */
function passwordFault(password: string, known: readonly string[]): string | null {
  const problem = passwordProblem(password, known);
  return problem === null
    ? null
    : strings.passwordProblems[problem](PASSWORD_MIN_LENGTH, PASSWORD_MAX_LENGTH);
}
