import { describe, expect, test } from "bun:test";
import { decided } from "#domain/model/decision.ts";
import type { SessionId } from "#domain/model/ids.ts";
import { MINUTE } from "#domain/model/instant.ts";
import { sessionsOfCustomer } from "./customer-history.ts";
import {
  activeSessionOf,
  hasSessions,
  lastEndedSessionOf,
  listActiveSessions,
  listUnattendedSessions,
} from "./sessions.ts";
import { ENGINES } from "../testing/engines.ts";
import { endCommand, openCommand, messageCommand } from "../testing/sample-commands.ts";
import { organizationWithClock } from "../testing/organization-with-clock.ts";

for (const engine of ENGINES) {
  describe(`sessions on ${engine.name}`, () => {
    test("a customer's are the active one, the one that ended last, and pages of all, newest first", async () => {
      await using services = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record, clock } = services;
      const ids: SessionId[] = [];
      for (let i = 0; i < 3; i += 1) {
        clock.now += MINUTE;
        const { result } = await record(orgId, openCommand("ada"));
        ids.unshift(result);
        if (i < 2) await record(orgId, endCommand(result));
      }
      const ada = "cus_ada_anybody";
      const page = await sessionsOfCustomer(store, { orgId, customerId: ada }, null, 2);
      const rest = await sessionsOfCustomer(store, { orgId, customerId: ada }, page.at(-1) ?? null, 2);

      expect((await activeSessionOf(store, orgId, ada))?.state.id).toBe(ids[0] ?? "ses_");
      expect((await lastEndedSessionOf(store, orgId, ada))?.state.id).toBe(ids[1] ?? "ses_");
      expect([...page, ...rest].map(({ id }) => id)).toEqual(ids);
      expect([
        await activeSessionOf(store, orgId, "cus_b"),
        await lastEndedSessionOf(store, orgId, "cus_b"),
      ]).toEqual([null, null]);
    });

    test("are listed with their customers: active ones, and ended ones nobody has seen to", async () => {
      await using services = await organizationWithClock(engine, { answers: "agents" });
      const { store, orgId, record, clock } = services;
      expect(await hasSessions(store, orgId)).toBe(false);
      const { result: left } = await record(orgId, openCommand("left"));
      await record(orgId, messageCommand(left, "Anybody?"));
      clock.now += 5 * MINUTE;
      await record(orgId, { needs: { sessions: [left] }, decide: () => decided([], null) });
      const { result: here } = await record(orgId, openCommand("here"));

      const active = await listActiveSessions(store, orgId);
      const unattended = await listUnattendedSessions(store, orgId);

      expect(active.map(({ session, customer }) => [session.id, customer.name])).toEqual([[here, "here"]]);
      expect(unattended.map(({ session, customer }) => [session.id, customer.name])).toEqual([
        [left, "left"],
      ]);
      expect(await hasSessions(store, orgId)).toBe(true);
    });
  });
}
