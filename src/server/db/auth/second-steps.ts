import { and, count, eq, isNotNull, isNull, lt } from "drizzle-orm";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { Reader } from "../store/store.ts";
import type { ScopedWriter } from "../store/scoped-writer.ts";

/** The second factor, in addition to the password. */
export interface SecondStep {
  /** The secret, encrypted. */
  sealedSecret: string;
  /** The time of confirmation; `null` during set-up. */
  confirmedAt: Instant | null;
  /** The number of the newest accepted code. */
  usedNo: number;
}

/** Finds a user's second step, even during set-up; `null` if there is none. */
export async function findSecondStep(
  { db, tables: { secondStep } }: Reader,
  userId: string,
): Promise<SecondStep | null> {
  const { sealedSecret, confirmedAt, usedNo } = secondStep;
  const [row] = await db
    .select({ sealedSecret, confirmedAt, usedNo })
    .from(secondStep)
    .where(eq(secondStep.userId, userId));
  return row ?? null;
}

/** Starts a set-up, replacing an unconfirmed one. @returns `false` if a confirmed one exists */
export async function beginSecondStep(
  { db, tables: { secondStep } }: ScopedWriter<"secondStep">,
  begun: { userId: string; sealedSecret: string; createdAt: Instant },
): Promise<boolean> {
  await db.delete(secondStep).where(and(eq(secondStep.userId, begun.userId), isNull(secondStep.confirmedAt)));
  const added = await db
    .insert(secondStep)
    .values({ ...begun, confirmedAt: null, usedNo: 0 })
    .onConflictDoNothing()
    .returning({ userId: secondStep.userId });
  return added.length > 0;
}

/**
 * Confirms a second step, which makes it required. @returns `false` if another was started or confirmed in between
 */
export async function confirmSecondStep(
  { db, tables: { secondStep } }: ScopedWriter<"secondStep">,
  { userId, sealedSecret, usedNo, at }: { userId: string; sealedSecret: string; usedNo: number; at: Instant },
): Promise<boolean> {
  const isBegun = and(isNull(secondStep.confirmedAt), eq(secondStep.sealedSecret, sealedSecret));
  const confirmed = await db
    .update(secondStep)
    .set({ confirmedAt: at, usedNo })
    .where(and(eq(secondStep.userId, userId), isBegun))
    .returning({ userId: secondStep.userId });
  return confirmed.length > 0;
}

/** Uses up the code with this number and all before it. @returns whether it was still valid */
export async function useCodeNo(
  { db, tables: { secondStep } }: ScopedWriter<"secondStep">,
  userId: string,
  no: number,
): Promise<boolean> {
  const used = await db
    .update(secondStep)
    .set({ usedNo: no })
    .where(and(eq(secondStep.userId, userId), isNotNull(secondStep.confirmedAt), lt(secondStep.usedNo, no)))
    .returning({ userId: secondStep.userId });
  return used.length > 0;
}

/** Deletes a user's second step and recovery codes. @returns whether a confirmed one existed */
export async function removeSecondStep(
  { db, tables: { secondStep, recoveryCode } }: ScopedWriter<"secondStep" | "recoveryCode">,
  userId: string,
): Promise<boolean> {
  await db.delete(recoveryCode).where(eq(recoveryCode.userId, userId));
  const removed = await db
    .delete(secondStep)
    .where(eq(secondStep.userId, userId))
    .returning({ confirmedAt: secondStep.confirmedAt });
  return removed.some(({ confirmedAt }) => confirmedAt !== null);
}

/** Replaces a user's recovery codes. The old ones become invalid. */
export async function replaceRecoveryCodes(
  { db, tables: { recoveryCode } }: ScopedWriter<"recoveryCode">,
  userId: string,
  hashes: readonly string[],
): Promise<void> {
  await db.delete(recoveryCode).where(eq(recoveryCode.userId, userId));
  await db.insert(recoveryCode).values(hashes.map((hash) => ({ userId, hash, usedAt: null })));
}

/** Uses up a recovery code. @returns whether it was valid. Of concurrent calls, exactly one succeeds */
export async function useRecoveryCode(
  { db, tables: { recoveryCode } }: ScopedWriter<"recoveryCode">,
  { userId, hash, at }: { userId: string; hash: string; at: Instant },
): Promise<boolean> {
  const used = await db
    .update(recoveryCode)
    .set({ usedAt: at })
    .where(and(eq(recoveryCode.userId, userId), eq(recoveryCode.hash, hash), isNull(recoveryCode.usedAt)))
    .returning({ hash: recoveryCode.hash });
  return used.length > 0;
}

/** Counts the unused recovery codes. */
export async function countRecoveryCodes(
  { db, tables: { recoveryCode } }: Reader,
  userId: string,
): Promise<number> {
  const [row] = await db
    .select({ left: count() })
    .from(recoveryCode)
    .where(and(eq(recoveryCode.userId, userId), isNull(recoveryCode.usedAt)));
  return row?.left ?? 0;
}

/** Whether an organization requires a second step of its members. */
export async function requiresSecondStep(
  { db, tables: { organization } }: Reader,
  orgId: OrgId,
): Promise<boolean> {
  const [row] = await db
    .select({ required: organization.needsSecondStep })
    .from(organization)
    .where(eq(organization.id, orgId));
  return row?.required ?? false;
}

/** Sets whether an organization requires a second step. Locks the organization. */
export async function setRequiresSecondStep(
  writer: ScopedWriter<"organization">,
  orgId: OrgId,
  required: boolean,
): Promise<void> {
  const { organization } = writer.tables;
  await writer.lock(orgId);
  await writer.db.update(organization).set({ needsSecondStep: required }).where(eq(organization.id, orgId));
}

/** Lists the active members of an organization, and whether each has a second step, with its encrypted secret. */
export async function listSecondSteps(
  { db, tables: { member, secondStep } }: Reader,
  orgId: OrgId,
): Promise<{ memberId: MemberId; userId: string; has: boolean; sealedSecret: string | null }[]> {
  const { confirmedAt, sealedSecret } = secondStep;
  const rows = await db
    .select({ memberId: member.id, userId: member.userId, confirmedAt, sealedSecret })
    .from(member)
    .leftJoin(secondStep, eq(secondStep.userId, member.userId))
    .where(and(eq(member.orgId, orgId), eq(member.active, true)));
  return rows.map(({ confirmedAt: at, ...row }) => ({ ...row, has: at !== null }));
}
