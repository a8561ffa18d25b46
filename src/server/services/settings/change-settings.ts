import { isOtherServer } from "#domain/settings/bot-connection.ts";
import {
  decideChangeSettings,
  type GroupChange,
  type SettingsGroup,
} from "#domain/settings/change-settings.ts";
import { audited } from "#domain/model/decision.ts";
import type { OrgId } from "#domain/model/ids.ts";
import type { Scene } from "#domain/model/scene.ts";
import { longestWarningMs, type SessionSettings } from "#domain/model/settings.ts";
import type { ServiceContext, AdminRequest } from "../context.ts";
import type { BotForm } from "./resolve-test-endpoint.ts";

/** The groups with a rule of their own, below. */
type GroupWithRule = "chatbot" | "sessions";

/** Changes a group of the settings as typed. */
export function changeSettings<Group extends Exclude<SettingsGroup, GroupWithRule>>(
  request: AdminRequest,
  group: Group,
  change: GroupChange<Group>,
): Promise<void> {
  return recordSettings(request, (scene) => decideChangeSettings(scene, group, change));
}

/** Sets the limit and the warning, which is at most half the limit. Both apply from each session's next message. */
export function setSessions(request: AdminRequest, typed: SessionSettings): Promise<void> {
  const warningMs = Math.min(typed.warningMs, longestWarningMs(typed.limitMs));
  return recordSettings(request, (scene) => decideChangeSettings(scene, "sessions", { ...typed, warningMs }));
}

/**
 * Sets the chatbot and, separately, its token. A token belongs to the origin it was typed for, so a new origin
 * without a new token deletes the old one.
 */
export function setBot({ services, orgId, by }: AdminRequest, { token, ...chatbot }: BotForm) {
  return recordSettings({ services, orgId, by }, (scene) => {
    const moved = isOtherServer(scene.settings.chatbot.url, chatbot.url);
    const decision = decideChangeSettings(scene, "chatbot", chatbot);
    const given = token ?? (moved ? "" : null);
    const botToken = given === null ? {} : { botToken: sealed(services, orgId, given) };
    return { ...decision, changes: { ...decision.changes, ...botToken } };
  });
}

async function recordSettings(
  { services, orgId, by }: AdminRequest,
  decide: (scene: Scene) => ReturnType<typeof decideChangeSettings>,
) {
  await services.record(orgId, {
    needs: {},
    decide(scene) {
      const decision = decide(scene);
      const parts = decision.facts.flatMap((fact) => (fact.kind === "settings-changed" ? [fact.part] : []));
      return audited(decision, by, "settings-changed", { parts });
    },
  });
}

function sealed(services: ServiceContext, orgId: OrgId, token: string) {
  return token === "" ? null : { sealed: services.vault.seal(orgId, token), hint: token.slice(-4) };
}
