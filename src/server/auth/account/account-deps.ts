import type { AuthDeps } from "./auth-deps.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";
import type { SignInLimits } from "../limits/sign-in-limits.ts";

/** What the deeds of an account's owner stand on. */
export interface AccountDeps {
  deps: AuthDeps;
  hasher: PasswordHasher;
  limits: SignInLimits;
}
