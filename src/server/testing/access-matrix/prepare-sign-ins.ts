import { eq } from "drizzle-orm";
import { codeAt } from "../../auth/second-step/totp.ts";
import type { House } from "../../startup/compose.ts";
import type { Asking } from "./sample-call-context.ts";
import type { Ids } from "./organization.ts";

const PERIOD_MS = 30_000;

/** A login of somebody, other than those they call by. @returns what it is called */
export async function addLogin({ store, desk }: House, memberId: string): Promise<string> {
  const userId = await userOf(store, memberId);
  const id = `session_${desk.newId()}`;
  const now = Date.now();
  await store.transact(({ db, tables }) =>
    db.insert(tables.login).values({
      id,
      userId,
      token: desk.newId(),
      expiresAt: now * 2,
      createdAt: now,
      updatedAt: now,
    }),
  );
  return id;
}

/** Whoever calls is signed in elsewhere too. */
export async function signedInElsewhere({ world, member }: Asking): Promise<Partial<Ids>> {
  return { loginId: await addLogin(world.house, member.memberId) };
}

/** Whoever calls has no second step. */
export async function withoutSecondStep({ world, member }: Asking): Promise<Partial<Ids>> {
  const { store } = world.house;
  const userId = await userOf(store, member.memberId);
  await store.transact(async ({ db, tables }) => {
    await db.delete(tables.secondStep).where(eq(tables.secondStep.userId, userId));
  });
  return {};
}

/** Whoever calls has begun one. @returns the code that confirms it */
export async function withBegunSecondStep(asking: Asking): Promise<Partial<Ids>> {
  await withoutSecondStep(asking);
  const { world, company, member } = asking;
  const owner = { orgId: company.orgId, memberId: member.memberId, loginId: "", address: "" };
  const { secret } = await world.house.accounts.secondStep.begin(owner);
  return { code: await codeAt(secret, Math.floor(Date.now() / PERIOD_MS)) };
}

/** Whoever calls has one. */
export async function withSecondStep(asking: Asking): Promise<Partial<Ids>> {
  await withoutSecondStep(asking);
  await addSecondStep(asking.world.house, asking.member.memberId);
  return {};
}

/** Somebody gets a second step. */
export async function addSecondStep({ store }: House, memberId: string): Promise<void> {
  const userId = await userOf(store, memberId);
  const step = { userId, sealedSecret: "", confirmedAt: 1, usedNo: 0, createdAt: 1 };
  await store.transact(({ db, tables }) => db.insert(tables.secondStep).values(step));
}

async function userOf({ db, tables }: House["store"], memberId: string): Promise<string> {
  const rows = await db.select({ id: tables.member.id, userId: tables.member.userId }).from(tables.member);
  const found = rows.find(({ id }) => id === memberId);
  if (found === undefined) throw new Error("nobody works here under that id");
  return found.userId;
}
