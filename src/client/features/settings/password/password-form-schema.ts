import * as z from "zod/mini";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH, passwordProblem } from "#domain/security/password-rule.ts";
import { strings } from "../strings.ts";

const text = strings.password;

/** What is typed to change one's password. */
export interface PasswordFormValues {
  current: string;
  next: string;
}

/** The same rule as the server's, said before anything is sent. `about` is what a guesser knows of the person. */
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
