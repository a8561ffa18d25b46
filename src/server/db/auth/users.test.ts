import { describe, expect, test } from "bun:test";
import { Refusal } from "#domain/model/refusal.ts";
import { listSealedSecrets, replaceSeal } from "../security/sealed-secrets.ts";
import type { Store } from "../store/store.ts";
import { addMemberWithAccount } from "../testing/add-member-with-account.ts";
import { addOrganization } from "../testing/add-organization.ts";
import { ENGINES } from "../testing/engines.ts";
import { addAuthRow, changeAuthRows, findAuthRows, removeAuthRows } from "./better-auth-queries.ts";
import {
  addPasswordResetLink,
  findUserOfPasswordResetLink,
  usePasswordResetLink,
} from "./password-reset-links.ts";
import {
  beginSecondStep,
  confirmSecondStep,
  countRecoveryCodes,
  findSecondStep,
  listSecondSteps,
  removeSecondStep,
  replaceRecoveryCodes,
  requiresSecondStep,
  setRequiresSecondStep,
  useCodeNo,
  useRecoveryCode,
} from "./second-steps.ts";
import {
  addUser,
  findPasswordOf,
  findUserOf,
  findUserByEmail,
  replacePassword,
  setPassword,
} from "./users.ts";

async function addUserNamed(store: Store, id: string): Promise<void> {
  const email = `${id}@example.com`;
  await store.transact((writer) =>
    addUser(writer, {
      id,
      credentialId: `cre_${id}`,
      name: id,
      email,
      passwordHash: `of ${id}`,
      createdAt: 1,
    }),
  );
}

for (const engine of ENGINES) {
  describe(`users on ${engine.name}`, () => {
    test("are known by an address that is theirs alone, and by their password", async () => {
      await using store = await engine.open();
      for (const id of ["ada", "ben"]) await addUserNamed(store, id);
      const again = addUserNamed(store, "ada").catch((error: unknown) => error);

      expect(await again).toEqual(new Refusal("email-taken"));
      expect(await findUserByEmail(store, "ada@example.com")).toEqual({ id: "ada" });
      expect(await findUserByEmail(store, "cleo@example.com")).toBeNull();
      expect(await findPasswordOf(store, "ada@example.com")).toEqual({
        userId: "ada",
        passwordHash: "of ada",
      });
      expect(await findPasswordOf(store, "cleo@example.com")).toBeNull();
      expect(await findAuthRows(store, "credential", { userId: "ada" }, 9)).toMatchObject([
        { id: "cre_ada", accountId: "ada", providerId: "credential", createdAt: 1, updatedAt: 1 },
      ]);
      expect(await findAuthRows(store, "users", { id: "ada" }, 9)).toMatchObject([{ emailVerified: false }]);
    });

    test("change their password if nobody else did, or whatever it was", async () => {
      await using store = await engine.open();
      for (const id of ["ada", "ben"]) await addUserNamed(store, id);
      const passwordOf = async (id: string) =>
        (await findPasswordOf(store, `${id}@example.com`))?.passwordHash;
      const replace = (before: string) =>
        store.transact((writer) => replacePassword(writer, { userId: "ada", before, after: "new", at: 7 }));

      expect([await replace("other"), await passwordOf("ada")]).toEqual([false, "of ada"]);
      expect([await replace("of ada"), await passwordOf("ada")]).toEqual([true, "new"]);
      await store.transact((writer) => setPassword(writer, { userId: "ada", after: "newer", at: 8 }));
      expect([await passwordOf("ada"), await passwordOf("ben")]).toEqual(["newer", "of ben"]);
      await store.transact((writer) =>
        changeAuthRows(writer, "credential", { userId: "ben" }, { password: null }),
      );
      expect(await findPasswordOf(store, "ben@example.com")).toBeNull();
      await store.transact((writer) =>
        changeAuthRows(writer, "credential", { userId: "ada" }, { providerId: "other" }),
      );
      expect(await findPasswordOf(store, "ada@example.com")).toBeNull();
      await store.transact((writer) => setPassword(writer, { userId: "ada", after: "x", at: 9 }));
      expect(await findAuthRows(store, "credential", { userId: "ada" }, 9)).toMatchObject([
        { password: "newer" },
      ]);
    });

    test("are found by their member, active or not", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const { id } = await addMemberWithAccount(store, orgId, "Ada", { active: false });
      expect(await findUserOf(store, orgId, id)).toEqual({ userId: expect.any(String), active: false });
      expect(await findUserOf(store, "org_other", id)).toBeNull();
    });

    test("are read and changed by better-auth only with a condition that is met by all columns", async () => {
      await using store = await engine.open();
      for (const id of ["ada", "ben"]) await addUserNamed(store, id);
      await store.transact(async (writer) => {
        const row = { id: "v1", identifier: "i", value: "x", expiresAt: 9, createdAt: 1, updatedAt: 1 };
        for (const id of ["v1", "v2", "v3"]) await addAuthRow(writer, "verification", { ...row, id });
        expect(await changeAuthRows(writer, "verification", { id: "v1" }, { value: "y" })).toMatchObject([
          { id: "v1", value: "y" },
        ]);
        expect(await removeAuthRows(writer, "verification", { identifier: "i", value: "y" })).toMatchObject([
          { id: "v1" },
        ]);
      });
      expect(await findAuthRows(store, "verification", { identifier: "i" }, 1)).toHaveLength(1);
      expect(await findAuthRows(store, "verification", { identifier: "i", id: "v4" }, 9)).toEqual([]);
      await expect(findAuthRows(store, "users", {}, 9)).rejects.toThrow("Which rows of users?");
      await expect(findAuthRows(store, "users", { nickname: "x" }, 9)).rejects.toThrow("no column nickname");
    });
  });

  describe(`a link for a new password on ${engine.name}`, () => {
    test("works once, until its time is up or another is made", async () => {
      await using store = await engine.open();
      const add = (id: string, userId: string, createdAt: number) =>
        store.transact((writer) =>
          addPasswordResetLink(writer, { id, userId, tokenHash: id, createdAt, expiresAt: createdAt + 100 }),
        );
      const take = (id: string, at: number) =>
        store.transact((writer) => usePasswordResetLink(writer, id, at));
      await add("one", "ada", 0);
      await add("two", "ben", 0);
      await store.transact((writer) =>
        addAuthRow(writer, "verification", {
          id: "other",
          identifier: "other",
          value: "ada",
          expiresAt: 1,
          createdAt: 0,
          updatedAt: 0,
        }),
      );

      expect(await findUserOfPasswordResetLink(store, "one", 99)).toBe("ada");
      expect(await findUserOfPasswordResetLink(store, "one", 100)).toBeNull();
      expect(await take("one", 100)).toBeNull();
      await add("three", "ada", 50);
      expect(await findUserOfPasswordResetLink(store, "one", 60)).toBeNull();
      expect([await take("three", 60), await take("three", 60)]).toEqual(["ada", null]);
      await add("four", "cleo", 100);
      const left = await store.db.select().from(store.tables.verification);
      expect(left.map(({ id }) => id).toSorted()).toEqual(["four", "other"]);
    });
  });

  describe(`a second step on ${engine.name}`, () => {
    test("is begun anew until it is confirmed, with the secret that was begun last", async () => {
      await using store = await engine.open();
      for (const id of ["ada", "ben"]) await addUserNamed(store, id);
      const begin = (userId: string, sealedSecret: string) =>
        store.transact((writer) => beginSecondStep(writer, { userId, sealedSecret, createdAt: 1 }));
      const confirm = (sealedSecret: string) =>
        store.transact((writer) =>
          confirmSecondStep(writer, { userId: "ada", sealedSecret, usedNo: 4, at: 9 }),
        );

      expect(await findSecondStep(store, "ada")).toBeNull();
      expect([await begin("ada", "one"), await begin("ada", "two"), await begin("ben", "ben")]).toEqual([
        true,
        true,
        true,
      ]);
      expect(await findSecondStep(store, "ada")).toEqual({
        sealedSecret: "two",
        confirmedAt: null,
        usedNo: 0,
      });
      expect([await confirm("one"), await confirm("two"), await confirm("two")]).toEqual([
        false,
        true,
        false,
      ]);
      expect(await findSecondStep(store, "ada")).toEqual({ sealedSecret: "two", confirmedAt: 9, usedNo: 4 });
      expect(await begin("ada", "three")).toBeFalse();
      expect(await findSecondStep(store, "ben")).toMatchObject({ sealedSecret: "ben", confirmedAt: null });
    });

    test("takes each code once, and none from before", async () => {
      await using store = await engine.open();
      for (const id of ["ada", "ben"]) await addUserNamed(store, id);
      await store.transact(async (writer) => {
        for (const userId of ["ada", "ben"])
          await beginSecondStep(writer, { userId, sealedSecret: "s", createdAt: 1 });
        await confirmSecondStep(writer, { userId: "ada", sealedSecret: "s", usedNo: 4, at: 9 });
        const taken: boolean[] = [];
        for (const no of [4, 5, 5, 3, 6]) taken.push(await useCodeNo(writer, "ada", no));
        expect(taken).toEqual([false, true, false, false, true]);
        expect(await useCodeNo(writer, "ben", 7)).toBeFalse();
      });
    });

    test("has recovery codes, each for one time, which go with it", async () => {
      await using store = await engine.open();
      for (const id of ["ada", "ben"]) await addUserNamed(store, id);
      await store.transact(async (writer) => {
        await beginSecondStep(writer, { userId: "ada", sealedSecret: "s", createdAt: 1 });
        await replaceRecoveryCodes(writer, "ada", ["x"]);
        await replaceRecoveryCodes(writer, "ada", ["a", "b", "c"]);
        await replaceRecoveryCodes(writer, "ben", ["a"]);
        const use = (hash: string) => useRecoveryCode(writer, { userId: "ada", hash, at: 5 });
        expect([await use("x"), await use("a"), await use("a")]).toEqual([false, true, false]);
      });
      expect([await countRecoveryCodes(store, "ada"), await countRecoveryCodes(store, "ben")]).toEqual([
        2, 1,
      ]);
      const remove = () => store.transact((writer) => removeSecondStep(writer, "ada"));
      expect(await remove()).toBeFalse();
      expect([await findSecondStep(store, "ada"), await countRecoveryCodes(store, "ada")]).toEqual([null, 0]);
      expect(await countRecoveryCodes(store, "ben")).toBe(1);
      await store.transact(async (writer) => {
        await beginSecondStep(writer, { userId: "ada", sealedSecret: "s", createdAt: 1 });
        await confirmSecondStep(writer, { userId: "ada", sealedSecret: "s", usedNo: 4, at: 9 });
      });
      expect([await remove(), await remove()]).toEqual([true, false]);
    });

    test("may be required of a company, whose active members are listed with theirs", async () => {
      await using store = await engine.open();
      const [orgId, other] = [await addOrganization(store), await addOrganization(store)];
      const ada = await addMemberWithAccount(store, orgId, "Ada");
      const ben = await addMemberWithAccount(store, orgId, "Ben");
      await addMemberWithAccount(store, orgId, "Cleo", { active: false });
      await addMemberWithAccount(store, other, "Dora");
      const userId = (await findUserOf(store, orgId, ada.id))?.userId ?? "";
      await store.transact(async (writer) => {
        await setRequiresSecondStep(writer, orgId, true);
        await beginSecondStep(writer, { userId, sealedSecret: "s", createdAt: 1 });
      });

      expect([await requiresSecondStep(store, orgId), await requiresSecondStep(store, other)]).toEqual([
        true,
        false,
      ]);
      expect(await requiresSecondStep(store, "org_none")).toBeFalse();
      const listed = async () =>
        Object.fromEntries((await listSecondSteps(store, orgId)).map((row) => [row.memberId, row.has]));
      expect(await listed()).toEqual({ [ada.id]: false, [ben.id]: false });
      await store.transact((writer) =>
        confirmSecondStep(writer, { userId, sealedSecret: "s", usedNo: 1, at: 9 }),
      );
      expect(await listed()).toEqual({ [ada.id]: true, [ben.id]: false });
    });
  });

  describe(`sealed secrets on ${engine.name}`, () => {
    test("are read in pages, and are sealed anew unless they have changed", async () => {
      await using store = await engine.open();
      const orgIds = [
        await addOrganization(store),
        await addOrganization(store),
        await addOrganization(store),
      ];
      orgIds.sort();
      for (const id of ["ada", "ben", "cleo"]) await addUserNamed(store, id);
      await store.transact(async ({ db, tables, ...writer }) => {
        await db.update(tables.organization).set({ sealedToken: "token" });
        for (const userId of ["ada", "ben", "cleo"])
          await beginSecondStep({ db, tables, ...writer }, { userId, sealedSecret: "step", createdAt: 1 });
      });
      const all = [
        ...orgIds.map((owner) => ({ kind: "chatbot-token", owner, sealed: "token" }) as const),
        ...["ada", "ben", "cleo"].map((owner) => ({ kind: "second-step", owner, sealed: "step" }) as const),
      ];
      for (const page of [1, 2, 3, 200])
        expect(await Array.fromAsync(listSealedSecrets(store, page))).toEqual(all);

      for (const at of [0, 3] as const) {
        const secret = all[at];
        if (secret === undefined) throw new Error("there is no such secret");
        const replace = () => store.transact((writer) => replaceSeal(writer, secret, "anew"));
        expect([await replace(), await replace()]).toEqual([true, false]);
      }
      const sealed = (await Array.fromAsync(listSealedSecrets(store))).map((one) => one.sealed);
      expect(sealed).toEqual(["anew", "token", "token", "anew", "step", "step"]);
    });
  });
}
