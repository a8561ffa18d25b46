import { botBudget } from "#domain/bot/bot-budget.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import type { LogSecurityEvent } from "#domain/security/security-event.ts";
import type { OrgId } from "#domain/model/ids.ts";
import type { AuthDeps } from "../auth/account/auth-deps.ts";
import { type AuthService, createAuthService } from "../auth/auth-service.ts";
import { chooseBot } from "../bots/choose-bot.ts";
import { ModelHabits } from "../bots/openai/model-habits.ts";
import { testConnection } from "../bots/test-connection.ts";
import { createGuardedFetch } from "../bots/egress/guarded-fetch.ts";
import { reportBlockedHosts } from "../bots/egress/report-blocked-hosts.ts";
import { createAuthStore } from "./create-auth-store.ts";
import { secretFileWarnings } from "./secret-warnings.ts";
import { createRetention, type Retention } from "../services/privacy/retention.ts";
import { createSetBackLog, retentionHeldText } from "./clock-log.ts";
import type { Config } from "./config.ts";
import { type KeyedCounter, createKeyedCounter } from "../limits/keyed-counter.ts";
import { createWarnOnce, type WarnOnce } from "../limits/warn-once.ts";
import { lastFactNo, readFeed } from "../db/conversations/feed.ts";
import { createRecorder, type RecordCommand, type RecorderDeps } from "../db/record/recorder.ts";
import type { Store } from "../db/store/store.ts";
import { type BotRunner, createBotRunner } from "../services/bot/bot-runner.ts";
import {
  UNLIMITED_BOT_ADMISSION,
  type BotAdmission,
  createBotAdmission,
} from "../services/bot/bot-admission.ts";
import type { ServiceContext, BotGateway } from "../services/context.ts";
import { CustomerPresence } from "../services/instances/customer-presence.ts";
import { createHeartbeat, type Heartbeat } from "../services/instances/heartbeat.ts";
import { type ArticleIndexes, createArticleIndexes } from "../services/knowledge/article-indexes.ts";
import { createQueuePositions, type QueuePositions } from "../services/routing/queue-positions.ts";
import { PublicSettingsBroadcast } from "../services/settings/public-settings-broadcast.ts";
import { createCurrentNames, type CurrentNames } from "../services/team/current-names.ts";
import { createMemberPresence, type MemberPresence } from "../services/team/member-presence.ts";
import type { RevokedMember } from "../events/peers/revoked-access.ts";
import type { FeedNotifier } from "../events/feed/feed-notifier.ts";
import { createFeedTails, type FeedTailListeners, type FeedTails } from "../events/feed/feed-tail.ts";
import type { PeerChannel } from "../events/peers/peer-channel.ts";
import { createMultiInstanceFeedNotifier } from "../events/feed/multi-instance-feed-notifier.ts";
import { createMultiInstanceEphemeralEvents } from "../events/ephemeral/multi-instance-ephemeral-events.ts";
import { appSecretsOf } from "../security/app-secret-file.ts";
import { deriveKeys, type DerivedKeys, randomToken, tokenHash } from "../security/derived-keys.ts";
import { createSecurityLog } from "../security/security-log.ts";
import { createUserVault, createVault } from "../security/vault.ts";
import { recordMembersChanged } from "../services/team/record-members-changed.ts";
import type { Instance } from "./open-instance.ts";
import type { CompositionDeps } from "./composition-deps.ts";

/** The services with all their dependencies, not yet reachable over the network. */
export interface Composition {
  store: Store;
  services: ServiceContext;
  auth: AuthService;
  botRunner: BotRunner;
  queuePositions: QueuePositions;
  publicSettings: PublicSettingsBroadcast;
  currentNames: CurrentNames;
  presence: MemberPresence;
  customerPresence: CustomerPresence;
  heartbeat: Heartbeat;
  retention: Retention;
  /** Counts the running tests of chatbot endpoints, by company. */
  connectionTests: KeyedCounter;
  /** What the chatbots may answer from. */
  articleIndexes: ArticleIndexes;
  /** The channel to the other instances. It does nothing on SQLite, where there are none. */
  peerChannel: PeerChannel;
  /** Logs security events of requests. */
  logSecurityEvent: LogSecurityEvent;
  /** Tells the operator what is theirs to mend. */
  warnOnce: WarnOnce;
  /** {@link CompositionDeps.monotonicNow} */
  monotonicNow: CompositionDeps["monotonicNow"];
  secrets: DerivedKeys;
}

/** Composes the parts. Nothing else knows all of them. */
export async function compose(
  config: Config,
  store: Store,
  runtime: CompositionDeps,
  { instanceId, peerChannel }: Instance,
): Promise<Composition> {
  const warnOnce = createWarnOnce(runtime.writeLogLine);
  const secrets = await secretsOf(config, warnOnce);
  const logSecurityEvent = securityLogOf(runtime, secrets);
  const notifier = createMultiInstanceFeedNotifier(peerChannel);
  const currentNames = createCurrentNames(store);
  const onFact = onEveryFact(runtime.disconnect, currentNames);
  const factListeners = [notifier.notify, forEachFact(onFact)];
  const { now, newId, report, monotonicNow } = runtime;
  const services: ServiceContext = {
    store,
    record: recorderOf(store, runtime, instanceId, factListeners),
    ephemeralEvents: createMultiInstanceEphemeralEvents(peerChannel),
    instanceId,
    feedTails: feedTailsOf(store, notifier, runtime, { ...currentNames, onFact }),
    vault: createVault(secrets),
    bots: botGatewayOf(config, now, logSecurityEvent),
    spokenWords: new Map(),
    now,
    newId,
    report,
  };
  const articleIndexes = createArticleIndexes(services);
  const bots = createBotRunner(services, articleIndexes, botAdmissionOf(config, monotonicNow));
  const { onRecorded, ...followers } = followersOf(services, bots);
  factListeners.push(onRecorded);
  peerChannel.onNotice((notice) => notice.kind === "gone" && runtime.disconnect(notice.gone));
  const disconnect = disconnecting(runtime, peerChannel, logSecurityEvent);
  const retention = retentionOf(services, runtime);
  const parts = { secrets, logSecurityEvent, warnOnce, monotonicNow, currentNames, retention };
  const auth = authServiceOf(config, services, { ...runtime, ...parts, disconnect });
  return {
    store,
    services,
    auth,
    botRunner: bots,
    ...followers,
    ...connectionPartsOf(services),
    peerChannel,
    articleIndexes,
    ...parts,
  };
}

function retentionOf(services: ServiceContext, { monotonicNow, writeLogLine }: CompositionDeps): Retention {
  return createRetention(services, {
    monotonicNow,
    onHeld: (clock, trustedAt) => writeLogLine(`warning: ${retentionHeldText(clock, trustedAt)}`),
  });
}

/** What knows of this process's connections. */
function connectionPartsOf(services: ServiceContext) {
  return {
    publicSettings: new PublicSettingsBroadcast(services),
    presence: createMemberPresence(services),
    heartbeat: createHeartbeat(services),
    connectionTests: createKeyedCounter(),
  };
}

function forEachFact(onFact: (orgId: OrgId, entry: NumberedFact) => void): RecorderDeps["onRecorded"] {
  return (orgId, facts) => facts.forEach((entry) => onFact(orgId, entry));
}

/** What follows the facts that this process records, besides the readers of the feed. */
function followersOf(services: ServiceContext, botRunner: BotRunner) {
  const queuePositions = createQueuePositions(services);
  const customerPresence = new CustomerPresence(services);
  const onRecorded: RecorderDeps["onRecorded"] = (orgId, facts) => {
    for (const follower of [botRunner, queuePositions, customerPresence]) follower.onFacts(orgId, facts);
  };
  return { queuePositions, customerPresence, onRecorded };
}

/** Derives the deployment's keys. A poor secret in the file is reported; one in the environment is refused before. */
async function secretsOf(config: Config, warnOnce: WarnOnce): Promise<DerivedKeys> {
  const appSecrets = await appSecretsOf(config);
  if (config.appSecrets.length === 0)
    for (const line of secretFileWarnings(appSecrets, config.dataDir)) warnOnce(line, line);
  return deriveKeys(appSecrets);
}

/** Creates the `record` that passes the facts to all listeners registered by then. */
function recorderOf(
  store: Store,
  { newId, random, monotonicNow, writeLogLine }: CompositionDeps,
  instanceId: string,
  listeners: readonly RecorderDeps["onRecorded"][],
): RecordCommand {
  return createRecorder(store, {
    newId,
    random,
    instanceId,
    onSetBack: createSetBackLog((text) => writeLogLine(`warning: ${text}`), monotonicNow),
    onRecorded: (orgId, facts) => {
      for (const listener of listeners) listener(orgId, facts);
    },
  });
}

function feedTailsOf(
  store: Store,
  notifier: FeedNotifier,
  { report }: CompositionDeps,
  listeners: Omit<FeedTailListeners, "onError">,
): FeedTails {
  const feed = {
    readFeed: (orgId: OrgId, after: number, limit: number) => readFeed(store, orgId, after, limit),
    lastNo: (orgId: OrgId) => lastFactNo(store, orgId),
  };
  return createFeedTails(feed, notifier, {
    onError: (error) => report("following the feed", error),
    ...listeners,
  });
}

/**
 * Closes the connections of erased customers, and forgets the names of changed members. Triggered by the feed and not by
 * a notice between instances: every instance where anybody of the company subscribes reads the feed.
 */
function onEveryFact(disconnect: CompositionDeps["disconnect"], currentNames: CurrentNames) {
  return (orgId: OrgId, entry: NumberedFact): void => {
    const { fact } = entry;
    currentNames.onFact(orgId, entry);
    if (fact.kind === "organization-erased") disconnect({ everybodyOf: orgId });
    if (fact.kind === "erased") disconnect({ orgId, customerIds: fact.customers });
  };
}

function botAdmissionOf({ rateLimits, botDailyTokens }: Config, now: () => number): BotAdmission {
  return rateLimits === "off" ? UNLIMITED_BOT_ADMISSION : createBotAdmission(botBudget(botDailyTokens), now);
}

function securityLogOf(
  { writeLogLine, monotonicNow: now }: CompositionDeps,
  { pseudonymizeAddress }: DerivedKeys,
): LogSecurityEvent {
  return createSecurityLog({ write: writeLogLine, pseudonymizeAddress, now, later });
}

function later(work: () => void, ms: number): void {
  setTimeout(work, ms).unref();
}

/** Closes connections here and on every other instance. The instance that decided it logs it. */
function disconnecting(
  runtime: CompositionDeps,
  peerChannel: PeerChannel,
  logSecurityEvent: LogSecurityEvent,
): AuthDeps["disconnect"] {
  return (revoked) => {
    logSecurityEvent({ kind: "access-ended", of: subjectOf(revoked) });
    runtime.disconnect(revoked);
    peerChannel.send({ kind: "gone", gone: revoked });
  };
}

/** The id of whoever lost access. */
function subjectOf(revoked: RevokedMember): string {
  return "loginId" in revoked ? revoked.loginId : revoked.memberId;
}

function botGatewayOf(
  config: Config,
  now: CompositionDeps["now"],
  logSecurityEvent: LogSecurityEvent,
): BotGateway {
  const onBlocked = (host: string) => logSecurityEvent({ kind: "address-blocked", host });
  const fetch = reportBlockedHosts(createGuardedFetch(config.egress), onBlocked);
  const habits = new ModelHabits(now);
  return {
    botFor: (endpoint) => chooseBot({ ...endpoint, fetch, habits }),
    test: (endpoint, signal) => testConnection({ ...endpoint, fetch, habits }, signal),
  };
}

function authServiceOf(
  config: Config,
  services: ServiceContext,
  runtime: Omit<CompositionDeps, "disconnect"> &
    Pick<AuthDeps, "disconnect" | "logSecurityEvent" | "warnOnce"> & { secrets: DerivedKeys },
): AuthService {
  return createAuthService({
    ...config,
    store: createAuthStore(services.store),
    now: runtime.now,
    monotonicNow: runtime.monotonicNow,
    newId: runtime.newId,
    newToken: randomToken,
    passwordCost: runtime.passwordCost,
    hash: tokenHash,
    userVault: createUserVault(runtime.secrets),
    signInKey: runtime.secrets.signInKey,
    report: runtime.report,
    warnOnce: runtime.warnOnce,
    logSecurityEvent: runtime.logSecurityEvent,
    disconnect: runtime.disconnect,
    recordMembersChanged: (orgId) => recordMembersChanged(services, orgId),
  });
}
