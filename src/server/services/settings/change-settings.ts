import { isOtherServer } from "#domain/settings/bot-connection.ts";
import { decideChangeSettings } from "#domain/settings/change-settings.ts";
import { audited } from "#domain/model/decision.ts";
import type { MemberId, OrgId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { Scene } from "#domain/model/scene.ts";
import {
  type Assigning,
  type ChatbotSettings,
  type Fallbacks,
  longestWarningMs,
  type PrivacySettings,
  type SessionSettings,
  type WidgetLook,
} from "#domain/model/settings.ts";
import { getOrganization } from "../../db/settings/organizations.ts";
import type { BotEndpoint, ServiceContext } from "../context.ts";

/** The chatbot's settings as typed, with its token: `null` keeps the stored one. */
export interface BotForm extends ChatbotSettings {
  token: string | null;
}

/** Whose settings change, and by whose hand. */
export interface AdminRequest {
  services: ServiceContext;
  orgId: OrgId;
  by: MemberId;
}

/** Some of the values; those left out stay as they are. */
type Change<Values> = { [Key in keyof Values]?: Values[Key] | undefined };

/** How chats are shared out. */
export function setAssigning({ services, orgId, by }: AdminRequest, change: Change<Assigning>) {
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "answering", (now) => ({
      ...now,
      assigning: changed(now.assigning, change),
    })),
  );
}

/** What happens when somebody asks for a person, and when the chatbot does not know. */
export function setFallbacks({ services, orgId, by }: AdminRequest, change: Change<Fallbacks>) {
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "answering", (now) => ({
      ...now,
      fallbacks: changed(now.fallbacks, change),
    })),
  );
}

/** The limit and the warning; the warning is at most half the limit. Counts from each session's next message. */
export function setSessions({ services, orgId, by }: AdminRequest, { limitMs, warningMs }: SessionSettings) {
  const sessions = { limitMs, warningMs: Math.min(warningMs, longestWarningMs(limitMs)) };
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "sessions", (now) => ({ ...now, sessions })),
  );
}

/** For how long chats are kept. */
export function setPrivacy({ services, orgId, by }: AdminRequest, privacy: PrivacySettings) {
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "privacy", (now) => ({ ...now, privacy })),
  );
}

/** The widget's words and colour. */
export function setWidget({ services, orgId, by }: AdminRequest, widget: WidgetLook) {
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "widget", (now) => ({ ...now, widget })),
  );
}

/** The sites that may embed the widget; none is all. */
export function setSites({ services, orgId, by }: AdminRequest, sites: readonly string[]) {
  return recordSettings({ services, orgId, by }, (scene) =>
    decideChangeSettings(scene, "sites", (now) => ({ ...now, sites })),
  );
}

/**
 * The chatbot and, apart from it, its token. A token goes with the origin it was typed for: a new origin without a
 * new token forgets the old one.
 */
export function setBot({ services, orgId, by }: AdminRequest, { token, ...chatbot }: BotForm) {
  return recordSettings({ services, orgId, by }, (scene) => {
    const moved = isOtherServer(scene.settings.chatbot.url, chatbot.url);
    const decision = decideChangeSettings(scene, "chatbot", (now) => ({ ...now, chatbot }));
    const given = token ?? (moved ? "" : null);
    const botToken = given === null ? {} : { botToken: sealed(services, orgId, given) };
    return { ...decision, changes: { ...decision.changes, ...botToken } };
  });
}

/** Whether a form would send customers' words, or the token, elsewhere than now, or another token. */
export async function changesBotDestination(
  { store }: ServiceContext,
  orgId: OrgId,
  { url, token }: BotForm,
): Promise<boolean> {
  const { settings, sealedToken } = await getOrganization(store, orgId);
  const isOtherToken = token !== null && !(token === "" && sealedToken === null);
  return isOtherToken || url !== settings.chatbot.url;
}

/** The line a test is made over: the typed values, with the stored token only for the stored origin. */
export async function endpointToTest(
  services: ServiceContext,
  orgId: OrgId,
  { token, ...chatbot }: BotForm,
): Promise<BotEndpoint> {
  if (token !== null) return { ...chatbot, token };
  const { settings, sealedToken } = await getOrganization(services.store, orgId);
  if (sealedToken === null) return { ...chatbot, token: "" };
  if (isOtherServer(settings.chatbot.url, chatbot.url)) throw new Refusal("token-required");
  return { ...chatbot, token: services.vault.open(orgId, sealedToken) };
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
