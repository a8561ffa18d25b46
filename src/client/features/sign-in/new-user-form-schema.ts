import * as z from "zod/mini";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, passwordProblem } from "#domain/security/password-rule.ts";
import { strings } from "./strings.ts";

const person = {
  name: z.string().check(z.trim(), z.minLength(1, strings.missing.yourName)),
  email: z.string().check(z.trim(), z.email(strings.missing.email)),
  password: z.string(),
};

/** What somebody says about themselves on joining a company. */
export function joinFormSchema(companyName: string) {
  return z.object(person).check(checkPassword(() => companyName));
}

/** The same with the company they found. */
export const setUpFormSchema = z
  .object({
    companyName: z.string().check(z.trim(), z.minLength(1, strings.missing.companyName)),
    ...person,
  })
  .check(checkPassword(({ companyName }) => companyName));

interface Person {
  name: string;
  email: string;
  password: string;
}

/** The same rule as the server's, said before anything is sent. */
function checkPassword<Form extends Person>(companyOf: (form: Form) => string) {
  return ({ value, issues }: { value: Form; issues: z.core.$ZodRawIssue[] }) => {
    const { name, email, password } = value;
    const problem = passwordProblem(password, [name, email, companyOf(value)]);
    if (problem === null) return;
    const message = strings.passwordProblems[problem](PASSWORD_MIN_LENGTH, PASSWORD_MAX_LENGTH);
    issues.push({ code: "custom", input: value, path: ["password"], message });
  };
}
