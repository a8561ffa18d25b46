import type { SpokenWords } from "#domain/bot/finish-turn.ts";
import type { OrgId, MemberId, SessionId } from "#domain/model/ids.ts";
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
 * The services for code that only calls them. It can be passed to every service function, but nothing can be read or
 * recorded through it: a `never` fits any parameter, and can neither be called nor read.
 */
export type ServicesToCall = Omit<ServiceContext, "store" | "record"> & {
  readonly store: never;
  readonly record: never;
};

/** Narrows the services for callers of service functions. */
export function servicesToCall(services: ServiceContext): ServicesToCall;
export function servicesToCall(services: ServiceContext): ServiceContext {
  return services;
}

/** The company whose settings change, and the admin who changes them. */
export interface AdminRequest {
  services: ServiceContext;
  orgId: OrgId;
  by: MemberId;
}

/** The address of a chatbot, with its token decrypted. Kept only for the duration of a call. */
export interface BotEndpoint extends ChatbotSettings {
  token: string;
}

/** Calls chatbots. Built where the network is known. */
export interface BotGateway {
  botFor(endpoint: BotEndpoint): Bot;
  test(endpoint: BotEndpoint, signal: AbortSignal): Promise<TestReport>;
}

/** The dependencies of the services. Built once, in `compose.ts`. */
export interface ServiceContext {
  store: Store;
  record: RecordCommand;
  feedTails: FeedTails;
  ephemeralEvents: EphemeralEvents;
  vault: Vault;
  bots: BotGateway;
  /** What the chatbot has said so far in the turns that this process runs, and nothing has recorded. */
  spokenWords: Map<SessionId, SpokenWords>;
  instanceId: string;
  /** The clock of the process, for ephemeral events and timeouts, never for recorded times. */
  now: () => Instant;
  newId: () => string;
  /** Reports a failure in the background, where no caller waits for it. */
  report: (what: string, error: unknown) => void;
}
