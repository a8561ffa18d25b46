import { describe, expect, test } from "bun:test";
import { getOrganization } from "../../db/settings/organizations.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { deriveKeys } from "../../security/derived-keys.ts";
import { createVault } from "../../security/vault.ts";
import type { BotRunner } from "../bot/bot-runner.ts";
import { companyServices } from "../testing/company-services.ts";
import { setBot } from "./change-settings.ts";
import { readPublicSettings } from "./read-public-settings.ts";
import { settingsView } from "./settings-view.ts";

const CHATBOT = {
  url: "https://bot.example/v1",
  model: "large",
  instructions: "Be brief.",
  timeoutMs: 5_000,
  name: "Robin",
  usesKnowledge: true,
};

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
  describe(`the settings pages on ${engine.name}`, () => {
    test("are given no token, but who could answer, and whether the token can be read", async () => {
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
  });
}
