import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Role } from "#domain/model/member.ts";
import { passwordProblem } from "#domain/security/password-rule.ts";
import { Refusal } from "#domain/model/refusal.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import type { AuthTransaction } from "../store/auth-store-types.ts";
import { addUser } from "../../db/auth/users.ts";
import type { AuthDeps } from "../account/auth-deps.ts";
import { normalizeEmail } from "../account/normalize-email.ts";
import type { PasswordHasher } from "../passwords/password-hasher.ts";

/** The values that a new user enters. */
export interface NewUserForm {
  name: string;
  email: string;
  password: string;
}

/** A new user whose password is already hashed, because hashing takes too long inside a transaction. */
export interface NewUser {
  name: string;
  email: string;
  passwordHash: string;
}

/**
 * Checks and hashes a new password.
 *
 * @throws {Refusal} `weak-password` with the problem, `too-many` when too many passwords are being hashed
 */
export async function prepareNewUser(
  person: NewUserForm,
  companyName: string,
  hasher: PasswordHasher,
): Promise<NewUser> {
  const email = normalizeEmail(person.email);
  const problem = passwordProblem(person.password, [person.name, email, companyName]);
  if (problem !== null) throw new Refusal("weak-password", problem);
  return { name: person.name, email, passwordHash: await hasher.hash(person.password) };
}

/** The company, role and time of joining. */
interface JoinedPlace {
  orgId: OrgId;
  role: Role;
  at: Instant;
}

/** Creates a user's account and membership. @throws {Refusal} `email-taken` */
export async function createUser(
  transaction: AuthTransaction,
  newUser: NewUser,
  place: JoinedPlace,
  newId: AuthDeps["newId"],
): Promise<void> {
  const id = `usr_${newId()}`;
  const user = { ...newUser, id, credentialId: `crd_${newId()}`, createdAt: place.at };
  await addUser(transaction.writer, user);
  await addNewMember(transaction, { userId: id, name: newUser.name, email: newUser.email }, place, newId);
}

/** Adds the account of a user to a company, in which it has no place yet. */
export async function addNewMember(
  { writer, organizations }: AuthTransaction,
  joining: { userId: string; name: string; email: string },
  { orgId, role, at }: JoinedPlace,
  newId: AuthDeps["newId"],
): Promise<void> {
  const id: MemberId = `mem_${newId()}`;
  // New members start available, because they join to work.
  const place = { publicName: null, role, available: true, capacity: null, active: true, createdAt: at };
  await organizations.addMember(orgId, { ...joining, ...place, id });
  await auditAction(writer, orgId, "member-joined", { at, memberId: id, detail: { role } });
}
