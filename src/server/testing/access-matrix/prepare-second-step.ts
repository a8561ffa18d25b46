import { eq } from "drizzle-orm";
import { totpCodeAt } from "../../auth/second-step/totp.ts";
import type { Composition } from "../../startup/compose.ts";
import type { SampleCallContext } from "./sample-call-context.ts";
import type { Ids } from "./test-organization.ts";

const PERIOD_MS = 30_000;

/** Adds a login for a member, other than the one they call with. @returns its id */
export async function addLogin({ store, services }: Composition, memberId: string): Promise<string> {
  const userId = await userOf(store, memberId);
  const id = `session_${services.newId()}`;
  const now = Date.now();
  await store.transact(({ db, tables }) =>
    db.insert(tables.login).values({
      id,
      userId,
      token: services.newId(),
      expiresAt: now * 2,
      createdAt: now,
      updatedAt: now,
    }),
  );
  return id;
}

/** Adds a second login for the caller. @returns its id */
export async function signedInElsewhere({ world: server, member }: SampleCallContext): Promise<Partial<Ids>> {
  return { loginId: await addLogin(server.composition, member.memberId) };
}

/** Removes the caller's second step, if any. */
export async function withoutSecondStep({ world: server, member }: SampleCallContext): Promise<Partial<Ids>> {
  const { store } = server.composition;
  const userId = await userOf(store, member.memberId);
  await store.transact(async ({ db, tables }) => {
    await db.delete(tables.secondStep).where(eq(tables.secondStep.userId, userId));
  });
  return {};
}

/** Starts a set-up of the second step for the caller. @returns the code that confirms it */
export async function withBegunSecondStep(asking: SampleCallContext): Promise<Partial<Ids>> {
  await withoutSecondStep(asking);
  const { world: server, company, member } = asking;
  const owner = { orgId: company.orgId, memberId: member.memberId, loginId: "", address: "" };
  const { secret } = await server.composition.auth.ownSecondStep.begin(owner);
  return { code: await totpCodeAt(secret, Math.floor(Date.now() / PERIOD_MS)) };
}

/** Gives the caller a confirmed second step. */
export async function withSecondStep(asking: SampleCallContext): Promise<Partial<Ids>> {
  await withoutSecondStep(asking);
  await addSecondStep(asking.world.composition, asking.member.memberId);
  return {};
}

/** Turns on a member's second step. */
export async function addSecondStep({ store }: Composition, memberId: string): Promise<void> {
  const userId = await userOf(store, memberId);
  const step = { userId, sealedSecret: "", confirmedAt: 1, usedNo: 0, createdAt: 1 };
  await store.transact(({ db, tables }) => db.insert(tables.secondStep).values(step));
}

async function userOf({ db, tables }: Composition["store"], memberId: string): Promise<string> {
  const rows = await db.select({ id: tables.member.id, userId: tables.member.userId }).from(tables.member);
  const found = rows.find(({ id }) => id === memberId);
  if (found === undefined) throw new Error("no member has this id");
  return found.userId;
}
