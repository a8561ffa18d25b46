import * as z from "zod/mini";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, passwordProblem } from "#domain/security/password-rule.ts";
import { strings } from "../strings.ts";

const text = strings.password;

/** The values of the password form. */
export interface PasswordFormValues {
  current: string;
  next: string;
}

/** The server's password rule, checked before sending. `about` lists words an attacker may know about the person. */
export function passwordFormSchema(about: readonly string[]) {
  return z.object({
    current: z.string().check(z.minLength(1, text.missing)),
    next: z.string().check(({ value, issues }) => {
      const problem = passwordProblem(value, about);
      if (problem === null) return;
      const message = text.problems[problem](PASSWORD_MIN_LENGTH, PASSWORD_MAX_LENGTH);
      issues.push({ code: "custom", input: value, message });
    }),
  });
}
