import type { AuthDeps } from "./auth-deps.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";
import type { SignInLimits } from "../limits/sign-in-limits.ts";

/** The dependencies of the actions of an account's owner. */
export interface AccountDeps {
  deps: AuthDeps;
  hasher: PasswordHasher;
  limits: SignInLimits;
}
