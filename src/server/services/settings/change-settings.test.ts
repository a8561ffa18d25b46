import { describe, expect, test } from "bun:test";
import { getOrganization } from "../../db/settings/organizations.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { auditLogPage } from "../privacy/audit-log-page.ts";
import { companyServices } from "../testing/company-services.ts";
import { changeSettings, setBot, setSessions } from "./change-settings.ts";

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
  describe(`a change of the settings on ${engine.name}`, () => {
    test("seals the chatbot's token, with its last four characters to show, which is kept while the server stays the same", async () => {
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

    test("deletes the token with the server, unless another is given", async () => {
      await using it = await company(engine);
      await setBot(it.request, { ...CHATBOT, token: "sk-123456" });
      await setBot(it.request, { ...ELSEWHERE, token: "sk-987654" });
      expect(await it.token()).toEqual(["sk-987654", "7654"]);
      await setBot(it.request, { ...CHATBOT, token: null });

      expect(await it.token()).toEqual([null, null]);
    });

    test("has an entry in the audit log, and the warning is at most half the limit", async () => {
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
