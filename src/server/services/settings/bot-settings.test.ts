import { describe, expect, test } from "bun:test";
import { Refusal } from "#domain/model/refusal.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { deriveKeys } from "../../security/derived-keys.ts";
import { createVault } from "../../security/vault.ts";
import type { BotRunner } from "../bot/bot-runner.ts";
import { auditLogPage } from "../privacy/audit-log-page.ts";
import { companyServices } from "../testing/company-services.ts";
import { changeSettings, setBot, setSessions } from "./change-settings.ts";
import { changesBotDestination } from "./changes-bot-destination.ts";
import { readPublicSettings } from "./read-public-settings.ts";
import { resolveTestEndpoint } from "./resolve-test-endpoint.ts";
import { settingsView } from "./settings-view.ts";

const CHATBOT = {
  url: "https://bot.example/v1",
  model: "large",
  instructions: "Be brief.",
  timeoutMs: 5_000,
  name: "Robin",
  usesKnowledge: true,
};
const ELSEWHERE = { ...CHATBOT, url: "https://other.example/v1" };
const SAME_SERVER = { ...CHATBOT, url: "https://bot.example/v2" };
const NO_TROUBLE = { lastFailure: () => null } as unknown as BotRunner;

async function company(engine: Engine) {
  const it = await companyServices(engine);
  const { store, orgId, services } = it;
  const ana = await addMemberWithAccount(store, orgId, "Ana", { role: "admin" });
  const request = { services, orgId, by: ana.id };
  const token = async () => {
    const { sealedToken, tokenHint } = await getOrganization(store, orgId);
    return [sealedToken === null ? null : services.vault.open(orgId, sealedToken), tokenHint];
  };
  return { ...it, request, token };
}

for (const engine of ENGINES) {
  describe(`the chatbot's token on ${engine.name}`, () => {
    test("is sealed with its last four characters to show, and kept while the server stays the same", async () => {
      await using it = await company(engine);
      await setBot(it.request, { ...CHATBOT, token: "sk-123456" });
      expect(await it.token()).toEqual(["sk-123456", "3456"]);
      expect((await getOrganization(it.store, it.orgId)).sealedToken).not.toContain("123456");
      await setBot(it.request, { ...SAME_SERVER, token: null });
      expect(await it.token()).toEqual(["sk-123456", "3456"]);
      await setBot(it.request, { ...SAME_SERVER, token: "" });

      expect(await it.token()).toEqual([null, null]);
      expect((await getOrganization(it.store, it.orgId)).settings.chatbot).toEqual(SAME_SERVER);
    });

    test("is deleted with a change of the server, unless another is given", async () => {
      await using it = await company(engine);
      await setBot(it.request, { ...CHATBOT, token: "sk-123456" });
      await setBot(it.request, { ...ELSEWHERE, token: "sk-987654" });
      expect(await it.token()).toEqual(["sk-987654", "7654"]);
      await setBot(it.request, { ...CHATBOT, token: null });

      expect(await it.token()).toEqual([null, null]);
    });

    test("is used by a test of the connection only for the server that it was given for", async () => {
      await using it = await company(engine);
      const { services, orgId } = it;
      const resolve = (form: typeof CHATBOT, token: string | null) =>
        resolveTestEndpoint(services, orgId, { ...form, token });
      expect(await resolve(CHATBOT, null)).toEqual({ ...CHATBOT, token: "" });
      await setBot(it.request, { ...CHATBOT, token: "sk-1" });

      expect(await resolve(SAME_SERVER, null)).toEqual({ ...SAME_SERVER, token: "sk-1" });
      expect(await resolve(ELSEWHERE, "sk-2")).toEqual({ ...ELSEWHERE, token: "sk-2" });
      await expect(resolve(ELSEWHERE, null)).rejects.toThrow(new Refusal("token-required"));
      services.vault = createVault(deriveKeys(["a replaced secret"]));
      await expect(resolve(CHATBOT, null)).rejects.toThrow(new Refusal("token-unreadable"));
    });

    test("and the address need a proof before they change, and nothing else of the form", async () => {
      await using it = await company(engine);
      const { services, orgId } = it;
      const changes = (form: typeof CHATBOT, token: string | null) =>
        changesBotDestination(services, orgId, { ...form, token });
      await setBot(it.request, { ...CHATBOT, token: null });

      expect(await changes({ ...CHATBOT, name: "Rob" }, null)).toBe(false);
      expect(await changes(CHATBOT, "")).toBe(false);
      expect(await changes(CHATBOT, "sk-1")).toBe(true);
      expect(await changes(SAME_SERVER, null)).toBe(true);
      await setBot(it.request, { ...CHATBOT, token: "sk-1" });
      expect(await changes(CHATBOT, "")).toBe(true);
      expect(await changes(CHATBOT, null)).toBe(false);
    });
  });

  describe(`the settings on ${engine.name}`, () => {
    test("are shown without the token, with who could answer, and whether the token can be read", async () => {
      await using it = await company(engine);
      const { store, orgId, services } = it;
      await addMemberWithAccount(store, orgId, "Mia", { available: false });
      await addMemberWithAccount(store, orgId, "Noa", { present: false });
      expect(await settingsView(services, orgId, NO_TROUBLE)).toMatchObject({
        tokenHint: null,
        isTokenReadable: true,
        availableAgents: 1,
        activeAgents: 3,
        botTrouble: null,
      });
      await setBot(it.request, { ...CHATBOT, token: "sk-123456" });
      const trouble = { cause: "timeout", at: 7 } as const;
      const failing = { lastFailure: () => trouble } as unknown as BotRunner;
      const shown = await settingsView(services, orgId, failing);
      services.vault = createVault(deriveKeys(["a replaced secret"]));

      expect(shown).toMatchObject({ tokenHint: "3456", isTokenReadable: true, botTrouble: trouble });
      expect(JSON.stringify(shown)).not.toContain("123456");
      expect(shown.settings).not.toHaveProperty("version");
      expect(await settingsView(services, orgId, NO_TROUBLE)).toMatchObject({ isTokenReadable: false });
      expect(JSON.stringify(await readPublicSettings(services, orgId))).toContain("Acme");
    });

    test("change with an entry in the audit log, and the warning is at most half the limit", async () => {
      await using it = await company(engine);
      const { store, orgId, services } = it;
      await changeSettings(it.request, "widget", { greeting: "Hello" });
      await setSessions(it.request, { limitMs: 60_000, warningMs: 40_000 });
      expect((await getOrganization(store, orgId)).settings.sessions).toEqual({
        limitMs: 60_000,
        warningMs: 30_000,
      });
      await setSessions(it.request, { limitMs: 60_000, warningMs: 10_000 });
      expect((await getOrganization(store, orgId)).settings.sessions.warningMs).toBe(10_000);

      const { lines } = await auditLogPage(services, orgId, { before: null, topic: "settings" });
      expect(lines.map(({ action, by, parts }) => [action, by, parts])).toEqual([
        ["settings-changed", "Ana", ["sessions"]],
        ["settings-changed", "Ana", ["sessions"]],
        ["settings-changed", "Ana", ["widget"]],
      ]);
    });
  });
}
