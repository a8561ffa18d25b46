import { describe, expect, test } from "bun:test";
import type { AuditedAction } from "#domain/model/audited-action.ts";
import type { AuditTopic } from "#domain/views/audit-log-page.ts";
import { appendAuditEntry, auditAction } from "../../db/privacy/audit-log.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import type { Writer } from "../../db/store/store.ts";
import { auditLogPage } from "./audit-log-page.ts";
import type { ServiceContext } from "../context.ts";

/** Where an admin looks for each action. */
const ACTIONS: Record<AuditTopic, AuditedAction[]> = {
  settings: ["switch-turned", "switch-undone", "settings-changed"],
  members: [
    "role-changed",
    "member-deactivated",
    "member-reactivated",
    "member-invited",
    "invitation-revoked",
    "member-joined",
    "second-step-required",
    "second-step-optional",
    "second-step-reset",
    "second-step-turned-on",
    "second-step-turned-off",
    "recovery-codes-renewed",
    "logins-ended",
  ],
  "sign-ins": [
    "signed-in",
    "signed-out",
    "sign-ins-failed",
    "own-logins-ended",
    "password-changed",
    "password-reset-link-created",
    "password-reset",
  ],
  privacy: [
    "chats-read",
    "customer-erased",
    "old-chats-erased",
    "organization-erased",
    "customer-exported",
    "company-exported",
  ],
  knowledge: [
    "article-created",
    "article-edited",
    "article-published",
    "article-unpublished",
    "article-deleted",
    "article-restored",
    "article-owner-changed",
  ],
};

const NOWHERE = {} as Writer;
const EVERYTHING = { before: null, topic: null };

for (const engine of ENGINES) {
  describe(`on ${engine.name}, the audit log`, () => {
    test("is read newest first, a page at a time, to the end, and of one company alone", async () => {
      await using store = await engine.open();
      const services = { store } as ServiceContext;
      const [orgId, elsewhere] = [await addOrganization(store), await addOrganization(store)];
      const entry = { memberId: null, detail: { chats: 1 } };
      for (let at = 1; at <= 120; at += 1)
        await store.transact((writer) => auditAction(writer, orgId, "customer-erased", { ...entry, at }));
      await store.transact((writer) =>
        auditAction(writer, elsewhere, "customer-erased", { ...entry, at: 7 }),
      );

      const seen: number[] = [];
      for (let before: number | null = null; ;) {
        const { lines, next } = await auditLogPage(services, orgId, { before, topic: null });
        seen.push(...lines.map(({ at }) => at));
        if (next === null) break;
        before = next;
      }

      expect(seen).toEqual(Array.from({ length: 120 }, (_, at) => 120 - at));
    });

    test("names who did it and to whom, by the names they have now, and the server where nobody did", async () => {
      await using store = await engine.open();
      const services = { store } as ServiceContext;
      const orgId = await addOrganization(store);
      const [ana, ben] = [
        await addMemberWithAccount(store, orgId, "Ana"),
        await addMemberWithAccount(store, orgId, "Ben"),
      ];
      const made = { at: 1, memberId: ana.id, detail: { id: ben.id, role: "admin" } } as const;
      await store.transact((writer) => auditAction(writer, orgId, "role-changed", made));
      const old = { at: 2, memberId: null, detail: { chats: 3, customers: 1 } };
      await store.transact((writer) => auditAction(writer, orgId, "old-chats-erased", old));

      const { lines } = await auditLogPage(services, orgId, EVERYTHING);

      expect(lines).toMatchObject([
        { no: 2, by: null, about: null, chats: 3, customers: 1 },
        { no: 1, by: "Ana", about: "Ben", role: "admin", chats: null, parts: [] },
      ]);
    });

    test("has every action under one topic, and in the whole", async () => {
      await using store = await engine.open();
      const services = { store } as ServiceContext;
      const orgId = await addOrganization(store);
      const all = Object.values(ACTIONS).flat();
      await store.transact(async (writer) => {
        for (const [at, action] of all.entries())
          await appendAuditEntry(writer, orgId, { at, memberId: null, action, detail: {} });
      });
      for (const topic of Object.keys(ACTIONS) as AuditTopic[]) {
        const { lines } = await auditLogPage(services, orgId, { before: null, topic });
        expect(lines.map(({ action }) => action)).toEqual(ACTIONS[topic].toReversed());
      }

      expect((await auditLogPage(services, orgId, EVERYTHING)).lines).toHaveLength(all.length);
    });

    test("shows each detail of an entry, and nothing where an entry has none", async () => {
      await using store = await engine.open();
      const services = { store } as ServiceContext;
      const orgId = await addOrganization(store);
      const detail = {
        parts: ["widget"],
        role: "agent",
        answers: "bot",
        chats: 3,
        customers: 2,
        way: "password",
        device: "Firefox on Linux",
        tries: 5,
        fault: "password",
        logins: 4,
      };
      await store.transact(async (writer) => {
        for (const said of [detail, {}, "broken", 7])
          await appendAuditEntry(writer, orgId, {
            at: 1,
            memberId: "mem_gone",
            action: "signed-in",
            detail: said,
          });
      });

      const { lines } = await auditLogPage(services, orgId, EVERYTHING);

      const none = Object.fromEntries(
        Object.keys(detail).map((name) => [name, name === "parts" ? [] : null]),
      );
      const shared = { at: 1, action: "signed-in", by: null, about: null, customer: null, article: null };
      expect(lines).toEqual([
        { no: 4, ...shared, ...none },
        { no: 3, ...shared, ...none },
        { no: 2, ...shared, ...none },
        { no: 1, ...shared, ...detail },
      ] as unknown as typeof lines);
    });

    test("ends with a page that is full, if nothing follows it", async () => {
      await using store = await engine.open();
      const services = { store } as ServiceContext;
      const orgId = await addOrganization(store);
      const entry = { at: 1, memberId: null, detail: { chats: 1 } };
      await store.transact(async (writer) => {
        for (let no = 1; no <= 50; no += 1) await auditAction(writer, orgId, "customer-erased", entry);
      });
      const full = await auditLogPage(services, orgId, EVERYTHING);
      expect([full.lines.length, full.next]).toEqual([50, null]);
      await store.transact((writer) => auditAction(writer, orgId, "customer-erased", entry));

      const more = await auditLogPage(services, orgId, EVERYTHING);

      expect([more.lines.length, more.next]).toEqual([50, 2]);
    });

    test("can be narrowed to a topic; what another version wrote is still in the whole", async () => {
      await using store = await engine.open();
      const services = { store } as ServiceContext;
      const orgId = await addOrganization(store);
      const entry = { at: 1, memberId: null };
      await store.transact(async (writer) => {
        await auditAction(writer, orgId, "settings-changed", { ...entry, detail: { parts: ["widget"] } });
        await auditAction(writer, orgId, "company-exported", { ...entry, detail: {} });
        await appendAuditEntry(writer, orgId, { ...entry, action: "from-the-future", detail: 7 });
      });
      const actions = async (topic: "settings" | "members" | "privacy" | null) =>
        (await auditLogPage(services, orgId, { before: null, topic })).lines.map(({ action }) => action);

      expect(await actions("settings")).toEqual(["settings-changed"]);
      expect(await actions("privacy")).toEqual(["company-exported"]);
      expect(await actions("members")).toEqual([]);
      expect(await actions(null)).toEqual(["from-the-future", "company-exported", "settings-changed"]);
    });
  });
}

test("a detail that an action does not declare, or that is missing, does not compile", () => {
  const none = { memberId: null, at: 1 };
  const write = () => [
    // @ts-expect-error -- the page would not show it
    auditAction(NOWHERE, "org_1", "signed-out", { ...none, detail: { hint: "4f2a" } }),
    // @ts-expect-error -- the page would not say whose role it is
    auditAction(NOWHERE, "org_1", "role-changed", { ...none, detail: { role: "admin" } }),
  ];

  expect(write).toBeFunction();
});
