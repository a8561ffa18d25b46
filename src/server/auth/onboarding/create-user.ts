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

/** Creates a user's account and membership. @throws {Refusal} `email-taken` */
export async function createUser(
  { writer, organizations }: AuthTransaction,
  newUser: NewUser,
  place: { orgId: OrgId; role: Role; at: Instant },
  newId: AuthDeps["newId"],
): Promise<void> {
  const { name, email } = newUser;
  const { orgId, role, at } = place;
  const userId = `usr_${newId()}`;
  await addUser(writer, { ...newUser, id: userId, credentialId: `crd_${newId()}`, createdAt: at });
  const id: MemberId = `mem_${newId()}`;
  // New members start available, because they join to work.
  const member = {
    id,
    userId,
    name,
    email,
    publicName: null,
    role,
    available: true,
    capacity: null,
    active: true,
  };
  await organizations.addMember(orgId, { ...member, createdAt: at });
  await auditAction(writer, orgId, "member-joined", { at, memberId: id, detail: { role } });
}
