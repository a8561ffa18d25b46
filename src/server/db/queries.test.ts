import { describe, expect, test } from "bun:test";
import { appendAuditEntry, listAuditEntries } from "./privacy/audit-log.ts";
import { getArticle } from "./knowledge/get-article.ts";
import { newArticle } from "./testing/new-article.ts";
import {
  addInvitation,
  findInvitationByToken,
  type Invitation,
  listOpenInvitations,
  useInvitation,
  withdrawInvitation,
} from "./team/invitations.ts";
import {
  recordHeartbeat,
  wasInstanceSeen,
  removeInstance,
  listSilentInstances,
} from "./instances/instances.ts";
import { addPresence, listPresencesAt } from "./team/member-presence.ts";
import { addMember, findPlaceOf, getMember, listActivePlacesOf, listMembers } from "./team/members.ts";
import {
  createOrganization,
  findOrganizationByWidgetKey,
  getOrganization,
  hasOrganization,
  listOrganizations,
} from "./settings/organizations.ts";
import { defaultSettings } from "#domain/model/settings.ts";
import { addSetupLink, findSetupLink, removeOpenSetupLinks, useSetupLink } from "./team/setup-links.ts";
import { ENGINES } from "./testing/engines.ts";
import { addOrganization } from "./testing/add-organization.ts";
import { addMemberWithAccount } from "./testing/add-member-with-account.ts";
import { listRoster } from "./team/roster.ts";

const HOUR = 3_600_000;

for (const engine of ENGINES) {
  describe(`organizations on ${engine.name}`, () => {
    test("are made with settings and articles, and found by their key", async () => {
      await using store = await engine.open();
      const settings = defaultSettings("Acme", 5);
      const article = newArticle("art_1", { title: "Prices", text: "Low." });
      expect(await hasOrganization(store)).toBe(false);

      await store.transact((writer) =>
        createOrganization(writer, { id: "org_1", name: "Acme", widgetKey: "key", settings, createdAt: 5 }, [
          article,
        ]),
      );

      const acme = {
        id: "org_1",
        name: "Acme",
        widgetKey: "key",
        settings,
        feedNo: 0,
        articlesNo: 0,
        createdAt: 5,
      } as const;
      const stored = { ...acme, sealedToken: null, tokenHint: null };
      expect(await findOrganizationByWidgetKey(store, "key")).toEqual(stored);
      expect(await findOrganizationByWidgetKey(store, "other")).toBeNull();
      expect(await listOrganizations(store)).toEqual([stored]);
      expect(await getArticle(store, "org_1", "art_1")).toEqual(article);
      expect(await hasOrganization(store)).toBe(true);
    });

    test("one that does not exist is an error, not an empty answer", async () => {
      await using store = await engine.open();

      expect(await getOrganization(store, "org_nobody").catch((error: Error) => error.message)).toContain(
        "org_nobody",
      );
    });
  });

  describe(`members on ${engine.name}`, () => {
    test("are listed by name and found by their account while they work here", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const [ben, ada] = [
        await addMemberWithAccount(store, orgId, "Ben"),
        await addMemberWithAccount(store, orgId, "Ada", { active: false }),
      ];
      const auth = await store.db
        .select({ id: store.tables.member.userId, name: store.tables.member.name })
        .from(store.tables.member);
      const account = (name: string) => auth.find((one) => one.name === name)?.id ?? "";

      expect(await listMembers(store, orgId)).toEqual([ada, ben]);
      expect(await getMember(store, orgId, ben.id)).toEqual(ben);
      expect(await getMember(store, "org_other", ben.id)).toBeNull();
      expect(await findPlaceOf(store, account("Ben"), null)).toEqual({ orgId, member: ben });
      expect(await findPlaceOf(store, account("Ben"), orgId)).toEqual({ orgId, member: ben });
      expect(await findPlaceOf(store, account("Ben"), "org_other")).toBeNull();
      expect(await findPlaceOf(store, account("Ada"), null)).toBeNull();
      expect(await listActivePlacesOf(store, account("Ada"))).toEqual([]);
    });

    test("an account is a member of an organization once", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const ben = await addMemberWithAccount(store, orgId, "Ben");
      const [row] = await store.db.select({ userId: store.tables.member.userId }).from(store.tables.member);
      const again = { ...ben, id: "mem_again", userId: row?.userId ?? "", createdAt: 1 } as const;

      const added = store.transact((writer) => addMember(writer, orgId, again));

      expect(await added.catch(() => "refused")).toBe("refused");
    });

    test("never given a chat comes first, then longest ago", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      for (const name of ["Ada", "Ben", "Cleo"]) await addMemberWithAccount(store, orgId, name);
      await store.transact(async ({ db, tables: { member } }) => {
        const [ada, ben] = await db
          .select({ id: member.id, name: member.name })
          .from(member)
          .orderBy(member.name);
        await db
          .update(member)
          .set({ lastAssignedNo: 2 })
          .where(store.among(member.id, [ada?.id ?? ""]));
        await db
          .update(member)
          .set({ lastAssignedNo: 1 })
          .where(store.among(member.id, [ben?.id ?? ""]));
      });

      const roster = await listRoster(store, orgId, await store.now());

      expect(roster.map(({ name }) => name)).toEqual(["Cleo", "Ben", "Ada"]);
    });
  });

  describe(`invitations on ${engine.name}`, () => {
    const invitation: Invitation = {
      id: "inv_1",
      email: null,
      role: "agent",
      createdBy: null,
      createdAt: 0,
      expiresAt: HOUR,
    };
    const secret = { tokenHash: "hash" };

    test("of several who take one up at once, exactly one gets it", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      await store.transact((writer) => addInvitation(writer, orgId, { ...invitation, ...secret }));

      const takers = await Promise.all(
        [1, 2, 3].map(() => store.transact((writer) => useInvitation(writer, "hash", 1))),
      );

      expect(takers.filter((taker) => taker !== null)).toEqual([{ orgId, invitation }]);
      expect(await listOpenInvitations(store, orgId, 1)).toEqual([]);
    });

    test("are open until their hour, to the millisecond, or until withdrawn", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      await store.transact((writer) => addInvitation(writer, orgId, { ...invitation, ...secret }));

      expect(await findInvitationByToken(store, "hash", HOUR - 1)).toEqual({ orgId, invitation });
      expect(await listOpenInvitations(store, orgId, HOUR - 1)).toEqual([invitation]);
      expect(await findInvitationByToken(store, "hash", HOUR)).toBeNull();
      expect(await store.transact((writer) => useInvitation(writer, "hash", HOUR))).toBeNull();
      expect(await store.transact((writer) => withdrawInvitation(writer, "org_other", "inv_1"))).toBe(false);
      expect(await store.transact((writer) => withdrawInvitation(writer, orgId, "inv_1"))).toBe(true);
      expect(await findInvitationByToken(store, "hash", 1)).toBeNull();
    });
  });

  describe(`set-up links on ${engine.name}`, () => {
    const link = { tokenHash: "hash", orgId: null, createdAt: 0, expiresAt: HOUR };

    test("work once, within their time", async () => {
      await using store = await engine.open();
      await store.transact((writer) => addSetupLink(writer, link));

      expect(await findSetupLink(store, "hash", HOUR - 1)).toEqual({ orgId: null });
      expect(await findSetupLink(store, "hash", HOUR)).toBeNull();
      const users = await Promise.all(
        [1, 2].map(() => store.transact((writer) => useSetupLink(writer, "hash", 1))),
      );

      expect(users.filter((user) => user !== null)).toEqual([{ orgId: null }]);
      expect(await findSetupLink(store, "hash", 1)).toBeNull();
    });

    test("a newer first boot makes the older link useless, but not an organization's", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      await store.transact((writer) => addSetupLink(writer, link));
      await store.transact((writer) => addSetupLink(writer, { ...link, tokenHash: "theirs", orgId }));

      await store.transact(removeOpenSetupLinks);

      expect(await findSetupLink(store, "hash", 1)).toBeNull();
      expect(await findSetupLink(store, "theirs", 1)).toEqual({ orgId });
    });
  });

  describe(`the audit log on ${engine.name}`, () => {
    test("is numbered densely however many write at once, and read newest first", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);

      await Promise.all(
        Array.from({ length: 10 }, (_, at) =>
          store.transact((writer) =>
            appendAuditEntry(writer, orgId, { at, memberId: null, action: "tried", detail: { at } }),
          ),
        ),
      );

      const newest = await listAuditEntries(store, orgId, { before: null, actions: null }, 4);
      expect(newest.map(({ no }) => no)).toEqual([10, 9, 8, 7]);
      expect(
        (await listAuditEntries(store, orgId, { before: 7, actions: null }, 100)).map(({ no }) => no),
      ).toEqual([6, 5, 4, 3, 2, 1]);
    });
  });

  describe(`instances on ${engine.name}`, () => {
    test("are silent when they have not been heard of", async () => {
      await using store = await engine.open();
      await store.transact((writer) => recordHeartbeat(writer, "ins_quiet", 1));
      await store.transact((writer) => recordHeartbeat(writer, "ins_alive", 1));
      await store.transact((writer) => recordHeartbeat(writer, "ins_alive", 10));

      expect(await listSilentInstances(store, { since: 10, until: 20 })).toEqual([
        { id: "ins_quiet", seenAt: 1 },
      ]);
      for (const id of ["ins_quiet", "ins_alive"])
        await store.transact((writer) => removeInstance(writer, id, { since: 10, until: 20 }));

      expect(await listSilentInstances(store, { since: 11, until: 20 })).toEqual([
        { id: "ins_alive", seenAt: 10 },
      ]);
      // Its heartbeat is from before the clock was set back.
      expect(await listSilentInstances(store, { since: 1, until: 9 })).toEqual([
        { id: "ins_alive", seenAt: 10 },
      ]);
      expect(await wasInstanceSeen(store, "ins_alive", { since: 10, until: 20 })).toBe(true);
      expect(await wasInstanceSeen(store, "ins_alive", { since: 11, until: 20 })).toBe(false);
    });

    test("are silent too when nobody knows them any more and somebody is still connected to them", async () => {
      await using store = await engine.open();
      const orgId = await addOrganization(store);
      const { id: memberId } = await addMemberWithAccount(store, orgId, "Ada");

      const place = { orgId, memberId, instanceId: "ins_lost" };
      await store.transact((writer) => addPresence(writer, place, 5));

      expect(await listSilentInstances(store, { since: 1, until: 20 })).toContainEqual({
        id: "ins_lost",
        seenAt: null,
      });
      expect(await listPresencesAt(store, "ins_lost")).toEqual([place]);
    });
  });
}
