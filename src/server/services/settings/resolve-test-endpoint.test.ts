import { describe, expect, test } from "bun:test";
import { Refusal } from "#domain/model/refusal.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { addMemberWithAccount } from "../../db/testing/add-member-with-account.ts";
import { ENGINES, type Engine } from "../../db/testing/engines.ts";
import { deriveKeys } from "../../security/derived-keys.ts";
import { createVault } from "../../security/vault.ts";
import { companyServices } from "../testing/company-services.ts";
import { setBot } from "./change-settings.ts";
import { resolveTestEndpoint } from "./resolve-test-endpoint.ts";

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
  describe(`a test of the connection on ${engine.name}`, () => {
    test("uses the stored token only for the server that it was given for", async () => {
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
  });
}
