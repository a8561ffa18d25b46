import type { Instant } from "#domain/model/instant.ts";
import type { AuthStore } from "../store/auth-store-types.ts";
import { findPasswordOf, replacePassword } from "../../db/auth/users.ts";
import type { PasswordHasher } from "./password-hasher.ts";

/** The dependencies of rehashing. */
export interface RehashPasswordDeps {
  store: AuthStore;
  hasher: PasswordHasher;
  now: () => Instant;
}

/**
 * Rehashes a password if its stored hash was made with weaker parameters. This is possible only right after a
 * successful sign-in, when the password is known. `email` is normalized. Skipped when the hasher is busy.
 */
export async function rehashPassword(
  { store, hasher, now }: RehashPasswordDeps,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const found = await findPasswordOf(store, email);
  if (found === null || hasher.isCurrent(found.passwordHash) || hasher.isFull()) return;
  const { userId, passwordHash: before } = found;
  const after = await hasher.hash(password);
  await store.transact((writer) => replacePassword(writer, { userId, before, after, at: now() }));
}
