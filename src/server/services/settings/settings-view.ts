import type { OrgId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { HoursSettings } from "#domain/model/settings.ts";
import { openingAt } from "#domain/routing/opening-hours.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import { openTimes } from "../../hours/open-times.ts";
import type { BotRunner } from "../bot/bot-runner.ts";
import { listColleagues } from "../team/list-colleagues.ts";
import type { ServiceContext } from "../context.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";

/** Reads the data of the settings pages. Of the token it contains only the last characters. */
export async function settingsView(
  { store, vault }: ServiceContext,
  orgId: OrgId,
  bots: BotRunner,
): Promise<SettingsView> {
  const now = await store.now();
  const [{ settings: stored, tokenHint, sealedToken }, colleagues] = await Promise.all([
    getOrganization(store, orgId),
    listColleagues(store, orgId, now),
  ]);
  const { version: _version, ...settings } = stored;
  const availableAgents = colleagues.filter(({ available, present }) => available && present).length;
  return {
    settings,
    tokenHint,
    isTokenReadable: sealedToken === null || vault.open(orgId, sealedToken) !== null,
    opening: openingView(settings.hours, now),
    availableAgents,
    activeAgents: colleagues.length,
    botTrouble: bots.lastFailure(orgId),
  };
}

function openingView(hours: HoursSettings, now: Instant): SettingsView["opening"] {
  const opening = openingAt(openTimes(hours, now), now);
  const { until } = opening;
  return { ...opening, thenUntil: until === null ? null : openingAt(openTimes(hours, until), until).until };
}
