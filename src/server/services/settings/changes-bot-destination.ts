import type { OrgId } from "#domain/model/ids.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import type { ServiceContext } from "../context.ts";
import type { BotForm } from "./resolve-test-endpoint.ts";

/** Whether a form would send customers' messages or the token to another origin, or change the token. */
export async function changesBotDestination(
  { store }: ServiceContext,
  orgId: OrgId,
  { url, token }: BotForm,
): Promise<boolean> {
  const { settings, sealedToken } = await getOrganization(store, orgId);
  const isOtherToken = token !== null && !(token === "" && sealedToken === null);
  return isOtherToken || url !== settings.chatbot.url;
}
