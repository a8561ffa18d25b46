import { describe, expect, test } from "bun:test";
import type { GroupChange, SettingsGroup } from "#domain/settings/change-settings.ts";
import { decideTurnSwitch } from "#domain/routing/answering-switch.ts";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { defaultSettings, type Settings, SETTINGS_VERSION } from "#domain/model/settings.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import type { Store } from "../../db/store/store.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { serviceContextOn } from "../testing/service-context.ts";
import { changeSettings, setBot, setSessions } from "./change-settings.ts";

const BY: MemberId = "mem_1";
const DEFAULTS = defaultSettings("Acme", 0);

/** The settings as the database stores them. */
async function storedOf({ db, tables: { organization } }: Store, orgId: OrgId): Promise<unknown> {
  const rows = await db.select().from(organization);
  return rows.find(({ id }) => id === orgId)?.settings;
}

/** Creates an organization whose settings another build has written. */
async function organizationWith(store: Store, settings: object): Promise<OrgId> {
  const orgId = await addOrganization(store);
  await store.transact(async ({ db, tables: { organization } }) => {
    await db.update(organization).set({ settings: settings as Settings });
  });
  return orgId;
}

/** Settings of a much older build: without a version, and without later fields. */
function oldSettings(): object {
  const { version: _version, sites: _sites, privacy: _privacy, ...old } = DEFAULTS;
  return old;
}

const INVENTED = { of: "a newer build" };

/** Settings of a newer build: more fields, at the top level and in every group. */
const NEWER: object = {
  ...Object.fromEntries(
    Object.entries(DEFAULTS).map(([group, values]: [string, unknown]) => [
      group,
      isGroup(values) ? { ...values, invented: INVENTED } : values,
    ]),
  ),
  version: SETTINGS_VERSION + 7,
  invented: INVENTED,
};

function isGroup(values: unknown): values is object {
  return typeof values === "object" && values !== null && !Array.isArray(values);
}

/** A change of every group, and what comes of it. */
const CHANGES = {
  assigning: { capacity: 7 },
  fallbacks: { onPersonAsked: "confirm" },
  chatbot: { name: "Robin" },
  sessions: { limitMs: 60_000, warningMs: 5_000 },
  hours: { timeZone: "Asia/Kolkata" },
  privacy: { keepDays: 30 },
  widget: { greeting: "Hello" },
  sites: ["fern.shop"],
} satisfies { [Group in SettingsGroup]: GroupChange<Group> };

for (const engine of ENGINES) {
  describe(`settings of another build on ${engine.name}`, () => {
    test("are filled in where they are older, and get this build's number with the next change", async () => {
      await using store = await engine.open();
      const orgId = await organizationWith(store, oldSettings());
      const { settings } = await getOrganization(store, orgId);
      await setSessions(
        { services: serviceContextOn(store), orgId, by: BY },
        { limitMs: 60_000, warningMs: 5_000 },
      );

      expect(settings).toEqual({ ...DEFAULTS, sites: [], privacy: { keepDays: null } });
      expect(await storedOf(store, orgId)).toEqual({
        ...settings,
        version: SETTINGS_VERSION,
        sessions: { limitMs: 60_000, warningMs: 5_000 },
      });
    });

    test("keep what a build without numbers had chosen already", async () => {
      await using store = await engine.open();
      const chosen = { sites: ["fern.shop"], privacy: { keepDays: 30 } };
      const orgId = await organizationWith(store, { ...oldSettings(), ...chosen });

      expect((await getOrganization(store, orgId)).settings).toMatchObject(chosen);
    });

    test("lose nothing where they are newer, whatever is changed here", async () => {
      await using store = await engine.open();
      const orgId = await organizationWith(store, NEWER);
      const services = serviceContextOn(store);
      const request = { services, orgId, by: BY };

      await changeSettings(request, "assigning", CHANGES.assigning);
      await changeSettings(request, "fallbacks", CHANGES.fallbacks);
      await setBot(request, { ...DEFAULTS.chatbot, ...CHANGES.chatbot, token: null });
      await setSessions(request, CHANGES.sessions);
      await changeSettings(request, "hours", CHANGES.hours);
      await changeSettings(request, "privacy", CHANGES.privacy);
      await changeSettings(request, "widget", CHANGES.widget);
      await changeSettings(request, "sites", CHANGES.sites);
      await services.record(orgId, {
        needs: {},
        decide: (scene) => decideTurnSwitch(scene, "agents", { memberId: BY, name: "Ana" }),
      });

      const { sites, ...groups } = CHANGES;
      expect(await storedOf(store, orgId)).toMatchObject({
        version: SETTINGS_VERSION + 7,
        invented: INVENTED,
        switch: { no: 2, answers: "agents", invented: INVENTED },
        sites,
        ...Object.fromEntries(
          Object.entries(groups).map(([group, change]) => [group, { ...change, invented: INVENTED }]),
        ),
      });
    });
  });
}
