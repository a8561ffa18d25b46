import type { AccountsMeans } from "./means.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import type { SignInLimits } from "./sign-in-limits.ts";

/** What the deeds of an account's owner stand on. */
export interface AccountParts {
  means: AccountsMeans;
  hasher: PasswordHasher;
  limits: SignInLimits;
}
