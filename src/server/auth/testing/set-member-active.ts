import { eq } from "drizzle-orm";
import type { MemberId } from "#domain/model/ids.ts";
import type { Store } from "../../db/store/store.ts";

/** Deactivates or reactivates a member as the services do. */
export async function setMemberActive(store: Store, memberId: MemberId, active: boolean): Promise<void> {
  const { member } = store.tables;
  await store.transact(async ({ db }) => {
    await db.update(member).set({ active }).where(eq(member.id, memberId));
  });
}
