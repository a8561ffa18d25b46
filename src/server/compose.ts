import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { OrgId } from "#domain/ids.ts";
import { type Accounts, createAccounts } from "./accounts/accounts.ts";
import { chooseAnswerer } from "./bots/choose-answerer.ts";
import { testConnection } from "./bots/connection-test.ts";
import { guardedFetch } from "./bots/guarded-fetch.ts";
import type { Config } from "./config.ts";
import { openPostgres } from "./db/dialects/postgres.ts";
import { openSqlite } from "./db/dialects/sqlite.ts";
import { lastNo, readFeed } from "./db/feed.ts";
import { createRecorder, type RecorderMeans } from "./db/record.ts";
import type { Store } from "./db/store.ts";
import { type BotRunner, createBotRunner } from "./desk/bot-runner.ts";
import type { Desk, Switchboard } from "./desk/desk.ts";
import { createKnowledge } from "./desk/knowledge.ts";
import { createPositions, type Positions } from "./desk/positions.ts";
import { createPresence, type Presence, tellColleagues } from "./desk/presence.ts";
import { createMemoryBus } from "./events/memory-bus.ts";
import { createTails } from "./events/tail.ts";
import { createMemoryWhispers } from "./events/whispers.ts";
import { appSecretsOf, createSecrets, randomToken, tokenHash } from "./secrets.ts";
import { createVault } from "./vault.ts";

/** A desk with everything that stands on it, not yet open to the public. */
export interface House {
  store: Store;
  desk: Desk;
  accounts: Accounts;
  bots: BotRunner;
  positions: Positions;
  presence: Presence;
}

/** What the house needs of the world around it. */
export interface Surroundings {
  now: () => number;
  chance: () => number;
  newId: () => string;
  report: (what: string, error: unknown) => void;
  /** Closes the connections of somebody whose rights have ended. */
  disconnect: Parameters<typeof createAccounts>[0]["disconnect"];
}

/** Chats are in here: nobody else on the machine may look. */
const OWNER_ONLY = 0o700;

/** Opens the database that the configuration names, brought up to date. */
export async function openStore({ databaseUrl, dataDir }: Config): Promise<Store> {
  if (databaseUrl !== null) return openPostgres(databaseUrl);
  await mkdir(dataDir, { recursive: true, mode: OWNER_ONLY });
  return openSqlite(join(dataDir, "switchboard.db"));
}

/** Puts the parts together: the only place that knows all of them. */
export async function compose(config: Config, store: Store, around: Surroundings): Promise<House> {
  const secrets = createSecrets(await appSecretsOf(config));
  const bus = createMemoryBus();
  const whispers = createMemoryWhispers();
  const instanceId = around.newId();
  const heeders: RecorderMeans["onRecorded"][] = [bus.nudge];
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
    whispers,
    instanceId,
    tails: createTails(feed, bus, (error) => around.report("following the feed", error)),
    vault: createVault(secrets),
    chatbots: chatbotsOf(config),
    now: around.now,
    newId: around.newId,
    report: around.report,
  };
  const bots = createBotRunner(desk, createKnowledge(store));
  const positions = createPositions(desk);
  heeders.push(bots.heed, positions.heed);
  const accounts = accountsOf(config, desk, { ...around, signInKey: secrets.signInKey });
  return { store, desk, accounts, bots, positions, presence: createPresence(desk) };
}

function chatbotsOf(config: Config): Switchboard {
  const fetch = guardedFetch(config.egress);
  return {
    answerer: (line) => chooseAnswerer({ ...line, fetch }),
    test: (line, signal) => testConnection({ ...line, fetch }, signal),
  };
}

function accountsOf(config: Config, desk: Desk, around: Surroundings & { signInKey: string }): Accounts {
  return createAccounts({
    ...config,
    store: desk.store,
    now: around.now,
    newId: around.newId,
    newToken: randomToken,
    hash: tokenHash,
    signInKey: around.signInKey,
    disconnect: around.disconnect,
    membersChanged: (orgId) => tellColleagues(desk, orgId),
  });
}
