import type { OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { ChatbotSettings } from "#domain/model/settings.ts";
import { isOtherServer } from "#domain/settings/bot-connection.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import type { BotEndpoint, ServiceContext } from "../context.ts";

/** The chatbot's settings as typed, with its token: `null` keeps the stored one. */
export interface BotForm extends ChatbotSettings {
  token: string | null;
}

/**
 * The endpoint that a test calls: the typed values, with the stored token only for the stored origin.
 *
 * @throws {Refusal} `token-required` for another origin, `token-unreadable` if the stored one cannot be decrypted
 */
export async function resolveTestEndpoint(
  services: ServiceContext,
  orgId: OrgId,
  { token, ...chatbot }: BotForm,
): Promise<BotEndpoint> {
  if (token !== null) return { ...chatbot, token };
  const { settings, sealedToken } = await getOrganization(services.store, orgId);
  if (sealedToken === null) return { ...chatbot, token: "" };
  if (isOtherServer(settings.chatbot.url, chatbot.url)) throw new Refusal("token-required");
  const stored = services.vault.open(orgId, sealedToken);
  if (stored === null) throw new Refusal("token-unreadable");
  return { ...chatbot, token: stored };
}
