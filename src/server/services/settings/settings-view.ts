import type { OrgId } from "#domain/model/ids.ts";
import { wouldReroute } from "#domain/routing/reroute-after-switch.ts";
import type { SettingsView } from "#domain/views/team-view.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { listActiveSessions } from "../../db/conversations/sessions.ts";
import type { BotRunner } from "../bot/bot-runner.ts";
import { listColleagues } from "../team/list-colleagues.ts";
import type { ServiceContext } from "../context.ts";

/** What the settings screens show; of the token only its last characters. */
export async function settingsView(
  { store }: ServiceContext,
  orgId: OrgId,
  bots: BotRunner,
): Promise<SettingsView> {
  const now = await store.now();
  const [{ settings: stored, tokenHint }, colleagues] = await Promise.all([
    getOrganization(store, orgId),
    listColleagues(store, orgId, now),
  ]);
  const { version: _version, ...settings } = stored;
  const availableAgents = colleagues.filter(({ available, present }) => available && present).length;
  return {
    settings,
    tokenHint,
    availableAgents,
    activeAgents: colleagues.length,
    botTrouble: bots.lastFailure(orgId),
  };
}

/** What turning the switch would do to the chats there are. */
export async function previewSwitch({ store }: ServiceContext, orgId: OrgId) {
  const sessions = (await listActiveSessions(store, orgId)).map(({ session }) => session);
  const inLine = sessions.filter(({ holder }) => holder.kind === "queue").length;
  const toBot = sessions.filter((session) => wouldReroute(session, "bot")).length;
  return {
    toAgents: { moved: sessions.filter((session) => wouldReroute(session, "agents")).length },
    toBot: { moved: toBot, kept: inLine - toBot },
  };
}
