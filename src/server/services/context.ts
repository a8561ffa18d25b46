import type { OrgId, MemberId } from "#domain/model/ids.ts";
import type { Instant } from "#domain/model/instant.ts";
import type { ChatbotSettings } from "#domain/model/settings.ts";
import type { Bot } from "../bots/contract/bot.ts";
import type { TestReport } from "../bots/test-connection.ts";
import type { RecordCommand } from "../db/record/recorder.ts";
import type { Store } from "../db/store/store.ts";
import type { FeedTails } from "../events/feed/feed-tail.ts";
import type { EphemeralEvents } from "../events/ephemeral/ephemeral-events.ts";
import type { Vault } from "../security/vault.ts";

/**
 * The services as those see them who only call them: it fits every function of theirs that asks for the whole, but
 * nothing is read or recorded through it. A `never` fits any parameter, and can neither be called nor looked into.
 */
export type ServicesToCall = Omit<ServiceContext, "store" | "record"> & {
  readonly store: never;
  readonly record: never;
};

/** The same services, for whoever only calls them. */
export function servicesToCall(services: ServiceContext): ServicesToCall;
export function servicesToCall(services: ServiceContext): ServiceContext {
  return services;
}

/** Whose settings change, and by whose hand. */
export interface AdminRequest {
  services: ServiceContext;
  orgId: OrgId;
  by: MemberId;
}

/** A chatbot to talk to, with its token in the clear: it lives only while it is asked. */
export interface BotEndpoint extends ChatbotSettings {
  token: string;
}

/** How chatbots are reached; built where the network is known. */
export interface BotGateway {
  botFor(line: BotEndpoint): Bot;
  test(line: BotEndpoint, signal: AbortSignal): Promise<TestReport>;
}

/** Everything the desk stands on. Built once, in `compose.ts`. */
export interface ServiceContext {
  store: Store;
  record: RecordCommand;
  feedTails: FeedTails;
  ephemeralEvents: EphemeralEvents;
  vault: Vault;
  bots: BotGateway;
  instanceId: string;
  /** The process's clock: for whispers and patience, never for what is recorded. */
  now: () => Instant;
  newId: () => string;
  /** Something failed where nobody waits for an answer. */
  report: (what: string, error: unknown) => void;
}
