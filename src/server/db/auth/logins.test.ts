import { describe, expect, test } from "bun:test";
import type { Instant } from "#domain/model/instant.ts";
import type { Store } from "../store/store.ts";
import { addMemberWithAccount } from "../testing/add-member-with-account.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES } from "../testing/engines.ts";
import { listActivePlacesOf } from "../team/members.ts";
import {
  findLogin,
  findProvenAt,
  listActiveLogins,
  listLoginsOf,
  markLoginProven,
  markLoginUsed,
  removeLogin,
  removeLoginByToken,
  removeLoginsOf,
  removeOtherLogins,
  removeStaleLogins,
} from "./logins.ts";
import { beginSecondStep, confirmSecondStep, setRequiresSecondStep } from "./second-steps.ts";
import { addUser } from "./users.ts";

async function addUserNamed(store: Store, id: string): Promise<void> {
  const email = `${id}@example.com`;
  await store.transact((writer) =>
    addUser(writer, { id, credentialId: `cre_${id}`, name: id, email, passwordHash: "hash", createdAt: 1 }),
  );
}

interface NewLogin {
  id: string;
  userId: string;
  expiresAt?: Instant;
  updatedAt?: Instant;
}

async function addLogin(store: Store, { id, userId, expiresAt = 1_000, updatedAt = 10 }: NewLogin) {
  const row = {
    id,
    userId,
    token: `hash of ${id}`,
    userAgent: "Firefox",
    expiresAt,
    updatedAt,
    createdAt: 5,
  };
  await store.transact(async ({ db, tables }) => void (await db.insert(tables.login).values(row)));
}

async function idsOf(store: Store): Promise<string[]> {
  const rows = await store.db.select({ id: store.tables.login.id }).from(store.tables.login);
  return rows.map(({ id }) => id).toSorted();
}

for (const engine of ENGINES) {
  describe(`logins on ${engine.name}`, () => {
    test("are found with their user, and list the latest used first", async () => {
      await using store = await engine.open();
      for (const id of ["ada", "ben"]) await addUserNamed(store, id);
      await addLogin(store, { id: "a1", userId: "ada", updatedAt: 10 });
      await addLogin(store, { id: "a2", userId: "ada", updatedAt: 20, expiresAt: 2_000 });
      await addLogin(store, { id: "a3", userId: "ada", updatedAt: 20 });
      await addLogin(store, { id: "b1", userId: "ben" });

      expect(await findLogin(store, "a2")).toEqual({ userId: "ada", expiresAt: 2_000, updatedAt: 20 });
      expect(await findLogin(store, "a4")).toBeNull();
      expect((await listLoginsOf(store, "ada")).map(({ id }) => id)).toEqual(["a3", "a2", "a1"]);
      expect((await listLoginsOf(store, "ada"))[2]).toEqual({
        id: "a1",
        userAgent: "Firefox",
        createdAt: 5,
        updatedAt: 10,
        expiresAt: 1_000,
      });
    });

    test("are marked as used, never backwards, and as proven", async () => {
      await using store = await engine.open();
      await addUserNamed(store, "ada");
      for (const id of ["a1", "a2"]) await addLogin(store, { id, userId: "ada" });
      await store.transact(async (writer) => {
        await markLoginUsed(writer, "a1", 50);
        await markLoginUsed(writer, "a1", 40);
        await markLoginProven(writer, "a1", 60);
      });

      expect((await listLoginsOf(store, "ada")).map(({ id, updatedAt }) => [id, updatedAt])).toEqual([
        ["a1", 50],
        ["a2", 10],
      ]);
      expect(await findProvenAt(store, "a1")).toBe(60);
      expect(await findProvenAt(store, "a2")).toBe(0);
      expect(await findProvenAt(store, "a3")).toBeNull();
    });

    test("are ended one by one, by their token, or all of a user but one", async () => {
      await using store = await engine.open();
      for (const id of ["ada", "ben"]) await addUserNamed(store, id);
      for (const id of ["a1", "a2", "a3", "a4"]) await addLogin(store, { id, userId: "ada" });
      for (const id of ["b1", "b2"]) await addLogin(store, { id, userId: "ben" });
      await store.transact(async (writer) => {
        expect(await removeLogin(writer, "ben", "a1")).toBeFalse();
        expect(await removeLogin(writer, "ada", "a1")).toBeTrue();
        expect(await removeLogin(writer, "ada", "a1")).toBeFalse();
        await removeLoginByToken(writer, "hash of a2");
      });
      expect(await idsOf(store)).toEqual(["a3", "a4", "b1", "b2"]);

      expect(await store.transact((writer) => removeOtherLogins(writer, "ada", "a3"))).toEqual(["a4"]);
      expect((await store.transact((writer) => removeLoginsOf(writer, "ben"))).toSorted()).toEqual([
        "b1",
        "b2",
      ]);
      expect(await idsOf(store)).toEqual(["a3"]);
    });

    test("are stale from the millisecond they expire, or were not used for long enough", async () => {
      await using store = await engine.open();
      await addUserNamed(store, "ada");
      await addLogin(store, { id: "expired", userId: "ada", expiresAt: 100, updatedAt: 90 });
      await addLogin(store, { id: "unused", userId: "ada", expiresAt: 1_000, updatedAt: 50 });
      await addLogin(store, { id: "kept", userId: "ada", expiresAt: 101, updatedAt: 51 });

      await store.transact((writer) => removeStaleLogins(writer, 100, 50));
      expect(await idsOf(store)).toEqual(["kept"]);
    });

    test("are active with the rights of an active member, and say whether a second step is missing", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const users: Record<string, string> = {};
      for (const [name, active] of [
        ["ana", true],
        ["ben", true],
        ["cleo", false],
      ] as const) {
        const { email } = await addMemberWithAccount(store, orgId, name, { active, role: "admin" });
        const user = (await store.db.select().from(store.tables.users)).find((row) => row.email === email);
        users[name] = user?.id ?? "";
        await addLogin(store, { id: `login of ${name}`, userId: user?.id ?? "" });
      }
      expect(await listActivePlacesOf(store, users["ana"] ?? "")).toMatchObject([{ orgId }]);
      const all = Object.keys(users).map((name) => `login of ${name}`);
      const needs = async () =>
        Object.fromEntries(
          (await listActiveLogins(store, [...all, "unknown"])).map(({ id, role, needsSecondStep }) => [
            id,
            [role, needsSecondStep],
          ]),
        );
      expect(await needs()).toEqual({ "login of ana": ["admin", false], "login of ben": ["admin", false] });

      const [ana, ben] = [users["ana"] ?? "", users["ben"] ?? ""];
      await store.transact(async (writer) => {
        await setRequiresSecondStep(writer, orgId, true);
        for (const userId of [ana, ben])
          await beginSecondStep(writer, { userId, sealedSecret: "sealed", createdAt: 1 });
        await confirmSecondStep(writer, { userId: ana, sealedSecret: "sealed", usedNo: 1, at: 2 });
      });
      expect(await needs()).toEqual({ "login of ana": ["admin", false], "login of ben": ["admin", true] });
      expect(await listActiveLogins(store, ["login of ana"])).toMatchObject([
        { expiresAt: 1_000, updatedAt: 10 },
      ]);
    });
  });
}
