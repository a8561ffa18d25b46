import { describe, expect, test } from "bun:test";
import { decideTurnSwitch } from "#domain/routing/answering-switch.ts";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { defaultSettings, type Settings, SETTINGS_VERSION } from "#domain/model/settings.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import type { Store } from "../../db/store/store.ts";
import { addOrganization } from "../../db/testing/add-organization.ts";
import { ENGINES } from "../../db/testing/engines.ts";
import { serviceContextOn } from "../testing/service-context.ts";
import { setBot, setSessions, setWidget } from "./change-settings.ts";

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

/** Settings of a newer build: more fields, at the top level and nested. */
const NEWER = {
  ...DEFAULTS,
  version: SETTINGS_VERSION + 7,
  invented: { of: "a newer build" },
  switch: { ...DEFAULTS.switch, invented: 1 },
  chatbot: { ...DEFAULTS.chatbot, invented: 2 },
  sessions: { ...DEFAULTS.sessions, invented: 3 },
  widget: { ...DEFAULTS.widget, invented: 4 },
};

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
      const chatbot = { ...DEFAULTS.chatbot, name: "Robin" };
      const widget = { ...DEFAULTS.widget, greeting: "Hello" };

      await setSessions(request, { limitMs: 60_000, warningMs: 5_000 });
      await setBot(request, { ...chatbot, token: null });
      await setWidget(request, widget);
      await services.record(orgId, {
        needs: {},
        decide: (scene) => decideTurnSwitch(scene, "agents", { memberId: BY, name: "Ana" }),
      });

      expect(await storedOf(store, orgId)).toMatchObject({
        version: NEWER.version,
        invented: NEWER.invented,
        switch: { no: 2, answers: "agents", invented: 1 },
        chatbot: { name: "Robin", invented: 2 },
        sessions: { limitMs: 60_000, warningMs: 5_000, invented: 3 },
        widget: { greeting: "Hello", invented: 4 },
      });
    });
  });
}
