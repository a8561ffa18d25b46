import { describe, expect, test } from "bun:test";
import { DAY, MINUTE } from "#domain/model/instant.ts";
import { getSession } from "../../db/conversations/sessions.ts";
import { findCustomerByToken } from "../../db/customers/customers.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { endCommand } from "../../db/testing/sample-commands.ts";
import { deriveKeys } from "../../security/derived-keys.ts";
import { createVault } from "../../security/vault.ts";
import { companyServices, TEST_SECRET } from "../testing/company-services.ts";
import { openSession } from "./open-session.ts";

const FORM = { key: "k".repeat(43), name: "Maria", email: "maria@example.com" };

for (const engine of ENGINES) {
  describe(`the form on ${engine.name}`, () => {
    test("gives one browser one customer, with one chat at a time, whatever it says of them", async () => {
      await using it = await companyServices(engine);
      const { store, orgId, services, record } = it;
      const [first, again] = await Promise.all([
        openSession(services, orgId, FORM),
        openSession(services, orgId, { ...FORM, name: "Mary" }),
      ]);
      const other = await openSession(services, orgId, { ...FORM, key: "x".repeat(43) });
      expect(again).toEqual(first);
      expect(other.sessionId).not.toBe(first.sessionId);
      await record(orgId, endCommand(first.sessionId));

      const next = await openSession(services, orgId, FORM);

      expect(next.token).toBe(first.token);
      expect(next.sessionId).not.toBe(first.sessionId);
      const [before, after] = [
        await getSession(store, orgId, first.sessionId),
        await getSession(store, orgId, next.sessionId),
      ];
      expect(after?.customerId).toBe(before?.customerId ?? "cus_");
      // Long enough that no two customers have the same.
      expect(after?.customerId).toMatch(/^cus_[\w-]{32}$/);
    });

    test("begins on the demo page if the frame's address has its mark for this company, made in the last day", async () => {
      await using it = await companyServices(engine);
      const { clock, store, orgId, services } = it;
      const keys = deriveKeys([TEST_SECRET]);
      const [until, elsewhere] = [clock.now + DAY, await addOrganization(store)];
      const sourceOf = async (from: string | undefined, key: string) => {
        const { sessionId } = await openSession(services, orgId, { ...FORM, key: key.repeat(43), from });
        return (await getSession(store, orgId, sessionId))?.source;
      };
      const mark = keys.demoMark(orgId, until);

      expect(await sourceOf(`demo=${mark}`, "a")).toBe("demo");
      expect(await sourceOf(`lang=en&demo=${mark}`, "b")).toBe("demo");
      expect(await sourceOf(undefined, "c")).toBeUndefined();
      expect(await sourceOf("demo", "d")).toBeUndefined();
      expect(await sourceOf(`demo=${mark.slice(0, -1)}`, "e")).toBeUndefined();
      expect(await sourceOf(`demo=${keys.demoMark(elsewhere, until)}`, "f")).toBeUndefined();
      expect(await sourceOf(`demo=z${mark}`, "g")).toBeUndefined();
      clock.now = until;
      expect(await sourceOf(`demo=${mark}`, "h")).toBeUndefined();
    });

    test("opens a new chat where the one before is over, though nothing has recorded its end", async () => {
      await using it = await companyServices(engine);
      const { clock, store, orgId, services } = it;
      const first = await openSession(services, orgId, FORM);
      clock.now += 5 * MINUTE;

      const next = await openSession(services, orgId, FORM);

      expect(await getSession(store, orgId, first.sessionId)).toMatchObject({ endedBy: { kind: "idle" } });
      expect(await getSession(store, orgId, next.sessionId)).toMatchObject({ endedAt: null });
    });

    test("gives a token that is valid for thirty days from the last form, in one company", async () => {
      await using it = await companyServices(engine);
      const { clock, store, orgId, services } = it;
      const elsewhere = await addOrganization(store);
      await openSession(services, orgId, FORM);
      clock.now += DAY;
      const { token } = await openSession(services, orgId, FORM);
      const there = await openSession(services, elsewhere, FORM);
      const findAt = (at: number) => findCustomerByToken(store, services.vault.hash(token), at);

      expect(there.token).not.toBe(token);
      expect(await findAt(clock.now + 30 * DAY - 1)).toMatchObject({ orgId, customer: { name: "Maria" } });
      expect(await findAt(clock.now + 30 * DAY)).toBe(null);
    });

    test("knows a customer from before the secret was replaced, until their token has expired", async () => {
      await using it = await companyServices(engine);
      const { clock, orgId, services } = it;
      const before = await openSession(services, orgId, FORM);
      services.vault = createVault(deriveKeys(["a newer secret of tests", TEST_SECRET]));

      expect(await openSession(services, orgId, FORM)).toEqual(before);
      clock.now += 30 * DAY;

      expect((await openSession(services, orgId, FORM)).token).not.toBe(before.token);
    });
  });
}
