import { describe, expect, test } from "bun:test";
import { getOrganization } from "../../db/settings/organizations.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { companyServices } from "../testing/company-services.ts";
import { setBot } from "./change-settings.ts";
import { changesBotDestination } from "./changes-bot-destination.ts";

const CHATBOT = {
  url: "https://bot.example/v1",
  model: "large",
  instructions: "Be brief.",
  timeoutMs: 5_000,
  name: "Robin",
  usesKnowledge: true,
};

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
  describe(`the form of the chatbot on ${engine.name}`, () => {
    test("needs a proof before its address or token change, and for nothing else", async () => {
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
}
