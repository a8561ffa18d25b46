import { describe, expect, test } from "bun:test";
import { markLoginUsed } from "../../db/auth/logins.ts";
import { setRequiresSecondStep } from "../../db/auth/second-steps.ts";
import { raiseReadMark } from "../../db/conversations/read-marks.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import { renameOrganization } from "../../db/settings/rename-organization.ts";
import type { Writer } from "../../db/store/store.ts";
import { addMember, restoreMember } from "../../db/team/members.ts";
import { SQLITE } from "../../db/testing/engines.ts";
import { createAuthStore } from "../../startup/create-auth-store.ts";
import type { AuthStore, AuthWriter } from "./auth-store-types.ts";

const MARK = { orgId: "org_1", sessionId: "ses_1", reader: "customer" } as const;

/** Writes that authentication must not be able to make. Never run: each line must be a type error. */
export const REFUSED: Readonly<Record<string, (writer: AuthWriter, store: AuthStore) => unknown>> = {
  // @ts-expect-error only `record` writes sessions
  "ends a session": ({ db, tables }) => db.update(tables.session).set({ endedAt: 0 }),
  // @ts-expect-error only `record` writes facts
  "adds a fact": (writer) => writer.append(writer.tables.fact, []),
  // @ts-expect-error only `record` writes facts
  "takes facts away": ({ db, tables }) => db.delete(tables.fact),
  // @ts-expect-error only services write read marks
  "reads a message": (writer) => raiseReadMark(writer, MARK, 1),
  // @ts-expect-error only `record` writes settings
  "changes settings": ({ db, tables }) => db.update(tables.organization).set({ settings: undefined }),
  // @ts-expect-error a company is renamed by a function the transaction provides
  "renames a company": (writer) => renameOrganization(writer, "org_1", "Fern"),
  // @ts-expect-error a member is added by a function the transaction provides
  "adds a member": (writer, _, member = {} as never) => addMember(writer, "org_1", member),
  // @ts-expect-error a member is restored by a function the transaction provides
  "restores a member": (writer) => restoreMember(writer, "org_1", "mem_1", { name: "Ken", role: "agent" }),
  // @ts-expect-error the column is the company's, and is written by a function the transaction provides
  "asks for second steps": (writer) => setRequiresSecondStep(writer, "org_1", true),
  // @ts-expect-error customers are not part of authentication
  "adds a customer": ({ db, tables }) => db.insert(tables.customer),
  // @ts-expect-error the writer of all tables is not reachable
  "takes the whole writer": (writer): Writer => writer,
  // @ts-expect-error only services may use snapshots, deletions and the rest
  "wipes the file": (_, store) => store.wipe({ mayHold: false }),
};

describe("authentication's store", () => {
  test("does not show what authentication may not write", async () => {
    await using store = await SQLITE.open();

    expect(Object.keys(createAuthStore(store))).not.toContain("wipe");
    expect(Object.keys(REFUSED)).toHaveLength(12);
  });

  test("takes back what was changed of a company with what was written of its own", async () => {
    await using store = await SQLITE.open();
    const auth = createAuthStore(store);
    const company = {
      id: "org_1",
      name: "Fern",
      widgetKey: "wk_1",
      settings: {} as never,
      createdAt: 0,
    } as const;

    const failed = auth.transact(async (writer, organizations) => {
      await organizations.create(company, []);
      await auditAction(writer, "org_1", "member-joined", {
        at: 0,
        memberId: null,
        detail: { role: "agent" },
      });
      await markLoginUsed(writer, "lgn_1", 0);
      throw new Error("stopped");
    });

    expect(await failed.catch(String)).toContain("stopped");
    expect(await store.db.select().from(store.tables.organization)).toEqual([]);
  });
});
