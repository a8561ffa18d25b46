import { isOtherServer } from "#domain/settings/bot-connection.ts";
import { decideChangeSettings } from "#domain/settings/change-settings.ts";
import { audited } from "#domain/model/decision.ts";
import type { OrgId } from "#domain/model/ids.ts";
import type { Scene } from "#domain/model/scene.ts";
import {
  type Assigning,
  type Fallbacks,
  longestWarningMs,
  type PrivacySettings,
  type SessionSettings,
  type WidgetLook,
} from "#domain/model/settings.ts";
import type { ServiceContext, AdminRequest } from "../context.ts";
import type { BotForm } from "./resolve-test-endpoint.ts";

/** Some of the values. Omitted ones stay unchanged, and so do fields that only a newer build knows. */
type Change<Values> = { [Key in keyof Values]?: Values[Key] | undefined };

/** Sets how chats are assigned. */
export function setAssigning({ services, orgId, by }: AdminRequest, change: Change<Assigning>) {
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "answering", (now) => ({
      ...now,
      assigning: changed(now.assigning, change),
    })),
  );
}

/** Sets what happens when a customer asks for a person, and when the chatbot does not know the answer. */
export function setFallbacks({ services, orgId, by }: AdminRequest, change: Change<Fallbacks>) {
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "answering", (now) => ({
      ...now,
      fallbacks: changed(now.fallbacks, change),
    })),
  );
}

/** Sets the limit and the warning, which is at most half the limit. Both apply from each session's next message. */
export function setSessions({ services, orgId, by }: AdminRequest, { limitMs, warningMs }: SessionSettings) {
  const sessions = { limitMs, warningMs: Math.min(warningMs, longestWarningMs(limitMs)) };
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "sessions", (now) => ({
      ...now,
      sessions: { ...now.sessions, ...sessions },
    })),
  );
}

/** Sets how long chats are kept. */
export function setPrivacy({ services, orgId, by }: AdminRequest, privacy: PrivacySettings) {
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "privacy", (now) => ({ ...now, privacy: { ...now.privacy, ...privacy } })),
  );
}

/** Sets the widget's texts and colour. */
export function setWidget({ services, orgId, by }: AdminRequest, widget: WidgetLook) {
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "widget", (now) => ({ ...now, widget: { ...now.widget, ...widget } })),
  );
}

/** Sets the sites that may embed the widget. An empty list allows all. */
export function setSites({ services, orgId, by }: AdminRequest, sites: readonly string[]) {
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "sites", (now) => ({ ...now, sites })),
  );
}

/**
 * Sets the chatbot and, separately, its token. A token belongs to the origin it was typed for, so a new origin
 * without a new token deletes the old one.
 */
export function setBot({ services, orgId, by }: AdminRequest, { token, ...chatbot }: BotForm) {
  return recordSettings({ services, orgId, by }, (scene) => {
    const moved = isOtherServer(scene.settings.chatbot.url, chatbot.url);
    const decision = decideChangeSettings(scene, "chatbot", (now) => ({
      ...now,
      chatbot: { ...now.chatbot, ...chatbot },
    }));
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

function changed<Values extends object>(now: Values, change: Change<Values>): Values {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...now, ...Object.fromEntries(given) };
}
