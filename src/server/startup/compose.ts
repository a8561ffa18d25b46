import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { botBudget } from "#domain/bot/bot-budget.ts";
import type { NumberedFact } from "#domain/model/fact.ts";
import type { Tell } from "#domain/security/security-event.ts";
import type { OrgId } from "#domain/model/ids.ts";
import { type Accounts, createAccounts } from "../auth/auth-service.ts";
import { chooseAnswerer } from "../bots/choose-bot.ts";
import { testConnection } from "../bots/test-connection.ts";
import { guardedFetch } from "../bots/egress/guarded-fetch.ts";
import { watchingBlocked } from "../bots/egress/report-blocked-hosts.ts";
import type { Config } from "./config.ts";
import { openPostgres } from "../db/store/dialects/postgres.ts";
import { openSqlite, openSqliteBeside } from "../db/store/dialects/sqlite.ts";
import { lastNo, readFeed } from "../db/conversations/feed.ts";
import { createRecorder, type RecorderMeans } from "../db/record/recorder.ts";
import type { Store } from "../db/store/store.ts";
import { type BotRunner, createBotRunner } from "../services/bot/bot-runner.ts";
import { BOTTOMLESS_PURSE, type BotPurse, createBotPurse } from "../services/bot/bot-admission.ts";
import type { Desk, Switchboard } from "../services/context.ts";
import { createHeart, type Heart } from "../services/instances/heartbeat.ts";
import { createKnowledge } from "../services/knowledge/article-indexes.ts";
import { createPositions, type Positions } from "../services/routing/queue-positions.ts";
import { createPresence, type Presence, tellColleagues } from "../services/team/member-presence.ts";
import type { Gone } from "../events/peers/revoked-access.ts";
import { createTails } from "../events/feed/feed-tail.ts";
import { openPostgresWire } from "../events/peers/postgres-peer-channel.ts";
import { NO_WIRE, type Wire } from "../events/peers/peer-channel.ts";
import { createWiredBus } from "../events/feed/multi-instance-feed-notifier.ts";
import { createWiredWhispers } from "../events/ephemeral/multi-instance-ephemeral-events.ts";
import { appSecretsOf, createSecrets, type Secrets, randomToken, tokenHash } from "../security/secrets.ts";
import { createSecurityLog } from "../security/security-log.ts";
import { createUserSeals, createVault } from "../security/vault.ts";

/** A desk with everything that stands on it, not yet open to the public. */
export interface House {
  store: Store;
  desk: Desk;
  accounts: Accounts;
  bots: BotRunner;
  positions: Positions;
  presence: Presence;
  heart: Heart;
  /** To the other machines, where there may be some. */
  wire: Wire;
  /** Hears of what happens at the doors. */
  tell: Tell;
}

/** What the house needs of the world around it. */
export interface Surroundings {
  now: () => number;
  chance: () => number;
  newId: () => string;
  report: (what: string, error: unknown) => void;
  /** Writes a line of the log. */
  note: (line: string) => void;
  /** Closes the connections that somebody whose rights have ended has to this process. */
  disconnect: (gone: Gone) => void;
}

/** A process of this deployment; several share one Postgres. */
export interface Machine {
  instanceId: string;
  /** What it tells the others by, and hears of them. */
  wire: Wire;
}

/** A machine like others on the same Postgres, in touch with them; on SQLite it is the only one. */
export function openMachine(
  { databaseUrl }: Pick<Config, "databaseUrl">,
  { now, newId, report }: Pick<Surroundings, "now" | "newId" | "report">,
): Machine {
  const instanceId = newId();
  if (databaseUrl === null) return { instanceId, wire: NO_WIRE };
  return { instanceId, wire: openPostgresWire({ url: databaseUrl, instanceId, now, report }) };
}

/** Chats are in here: nobody else on the machine may look. */
const OWNER_ONLY = 0o700;

/** Opens the database that the configuration names, brought up to date. */
export async function openStore({ databaseUrl, dataDir }: Config): Promise<Store> {
  if (databaseUrl !== null) return openPostgres(databaseUrl);
  await mkdir(dataDir, { recursive: true, mode: OWNER_ONLY });
  return openSqlite(join(dataDir, "switchboard.db"));
}

/**
 * The same for a command that writes a little: beside a server that has the database open, or by itself where there is
 * none.
 */
export async function openStoreBeside({ databaseUrl, dataDir }: Config): Promise<Store> {
  return databaseUrl === null ? openSqliteBeside(join(dataDir, "switchboard.db")) : openPostgres(databaseUrl);
}

/** Puts the parts together: the only place that knows all of them. */
export async function compose(
  config: Config,
  store: Store,
  around: Surroundings,
  { instanceId, wire }: Machine,
): Promise<House> {
  const secrets = createSecrets(await appSecretsOf(config));
  const tell = tellOf(around, secrets);
  const bus = createWiredBus(wire);
  const onFact = showingOut(around.disconnect);
  const heeders: RecorderMeans["onRecorded"][] = [
    bus.nudge,
    (orgId, facts) => facts.forEach((entry) => onFact(orgId, entry)),
  ];
  const record = createRecorder(store, {
    newId: around.newId,
    chance: around.chance,
    instanceId,
    onRecorded: (orgId, facts) => {
      for (const heed of heeders) heed(orgId, facts);
    },
  });
  const feed = {
    readFeed: (orgId: OrgId, after: number, limit: number) => readFeed(store, orgId, after, limit),
    lastNo: (orgId: OrgId) => lastNo(store, orgId),
  };
  const desk: Desk = {
    store,
    record,
    whispers: createWiredWhispers(wire),
    instanceId,
    tails: createTails(feed, bus, { onError: (error) => around.report("following the feed", error), onFact }),
    vault: createVault(secrets),
    chatbots: chatbotsOf(config, tell),
    now: around.now,
    newId: around.newId,
    report: around.report,
  };
  const bots = createBotRunner(desk, createKnowledge(store), purseOf(config, around.now));
  const positions = createPositions(desk);
  heeders.push((orgId, facts) => bots.heed(orgId, facts), positions.heed);
  wire.onParcel((parcel) => parcel.kind === "gone" && around.disconnect(parcel.gone));
  const disconnect = disconnecting(around, wire, tell);
  const accounts = accountsOf(config, desk, { ...around, disconnect, secrets, tell });
  const presence = createPresence(desk);
  return { store, desk, accounts, bots, positions, presence, heart: createHeart(desk), wire, tell };
}

/**
 * Closes the connections of whoever was erased. Told by the feed and not by parcel: it is read on every machine where
 * anybody of the company follows anything.
 */
function showingOut(disconnect: Surroundings["disconnect"]) {
  return (orgId: OrgId, { fact }: NumberedFact): void => {
    if (fact.kind === "organization-erased") disconnect({ everybodyOf: orgId });
    if (fact.kind === "erased") disconnect({ orgId, customerIds: fact.customers });
  };
}

function purseOf({ rateLimits, botDailyTokens }: Config, now: () => number): BotPurse {
  return rateLimits === "off" ? BOTTOMLESS_PURSE : createBotPurse(botBudget(botDailyTokens), now);
}

function tellOf({ note, now }: Surroundings, { addressMark }: Secrets): Tell {
  return createSecurityLog({ write: note, mark: addressMark, now, later });
}

function later(work: () => void, ms: number): void {
  setTimeout(work, ms).unref();
}

/** Closes connections here and on every other machine, and tells of it where it was decided. */
function disconnecting(around: Surroundings, wire: Wire, tell: Tell): Surroundings["disconnect"] {
  return (gone) => {
    tell({ kind: "access-ended", of: nameOf(gone) });
    around.disconnect(gone);
    wire.send({ kind: "gone", gone });
  };
}

/** Whose access it is, by an id. */
function nameOf(gone: Gone): string {
  if ("everybodyOf" in gone) return gone.everybodyOf;
  if ("customerIds" in gone) return `customers-of-${gone.orgId}`;
  return "loginId" in gone ? gone.loginId : gone.memberId;
}

function chatbotsOf(config: Config, tell: Tell): Switchboard {
  const onBlocked = (host: string) => tell({ kind: "address-blocked", host });
  const fetch = watchingBlocked(guardedFetch(config.egress), onBlocked);
  return {
    answerer: (line) => chooseAnswerer({ ...line, fetch }),
    test: (line, signal) => testConnection({ ...line, fetch }, signal),
  };
}

function accountsOf(
  config: Config,
  desk: Desk,
  around: Surroundings & { secrets: Secrets; tell: Tell },
): Accounts {
  return createAccounts({
    ...config,
    store: desk.store,
    now: around.now,
    newId: around.newId,
    newToken: randomToken,
    hash: tokenHash,
    seals: createUserSeals(around.secrets),
    signInKey: around.secrets.signInKey,
    report: around.report,
    tell: around.tell,
    disconnect: around.disconnect,
    membersChanged: (orgId) => tellColleagues(desk, orgId),
  });
}
