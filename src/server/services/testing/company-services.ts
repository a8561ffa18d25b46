import type { Fact } from "#domain/model/fact.ts";
import type { OrgId } from "#domain/model/ids.ts";
import { lastFactNo, readFeed } from "../../db/conversations/feed.ts";
import type { RecorderDeps } from "../../db/record/recorder.ts";
import { addOrganization, type OrganizationOptions } from "../../db/testing/add-organization.ts";
import type { Engine } from "../../db/testing/engines.ts";
import { createTestRecorder } from "../../db/testing/test-recorder.ts";
import { createMemoryEphemeralEvents } from "../../events/ephemeral/ephemeral-events.ts";
import { createFeedTails } from "../../events/feed/feed-tail.ts";
import { createMemoryFeedNotifier } from "../../events/feed/memory-feed-notifier.ts";
import { deriveKeys } from "../../security/derived-keys.ts";
import { createVault } from "../../security/vault.ts";
import type { ServiceContext } from "../context.ts";

/** The secret from which these services derive their keys. */
export const TEST_SECRET = "a secret of tests, which nobody else has";

/**
 * Opens the services of one process for a company in a separate database, with a clock that is set by the test. The
 * process is the instance to which `addMemberWithAccount` connects members.
 */
export async function companyServices(engine: Engine, company: OrganizationOptions = {}) {
  const clock = { now: 1_000_000 };
  const store = await engine.open({ now: () => clock.now });
  const orgId = await addOrganization(store, company);
  const facts: Fact[] = [];
  const reported: string[] = [];
  const followers: RecorderDeps["onRecorded"][] = [];
  const notifier = createMemoryFeedNotifier();
  const record = createTestRecorder(store, (of, recorded) => {
    facts.push(...recorded.map(({ fact }) => fact));
    notifier.notify(of, recorded);
    for (const follow of followers) follow(of, recorded);
  });
  const feed = {
    readFeed: (of: OrgId, after: number, limit: number) => readFeed(store, of, after, limit),
    lastNo: (of: OrgId) => lastFactNo(store, of),
  };
  const services: ServiceContext = {
    store,
    record,
    feedTails: createFeedTails(feed, notifier, {
      onError: () => reported.push("feed"),
      onFact() {},
      onOpened() {},
      onClosed() {},
    }),
    ephemeralEvents: createMemoryEphemeralEvents(),
    vault: createVault(deriveKeys([TEST_SECRET])),
    bots: { botFor: unexpected, test: unexpected },
    spokenWords: new Map(),
    instanceId: "ins_test",
    now: () => clock.now,
    newId: () => crypto.randomUUID(),
    report: (what) => void reported.push(what),
  };
  return {
    clock,
    store,
    orgId,
    services,
    record,
    /** Wakes the followers of the feed, as a notice of another process does. */
    notifier,
    /** All facts recorded so far. */
    facts,
    kinds: () => facts.map(({ kind }) => kind),
    /** What was reported as failed in the background. */
    reported,
    /** Calls a follower with the facts of every commit. */
    follow: (follower: RecorderDeps["onRecorded"]) => void followers.push(follower),
    [Symbol.asyncDispose]: () => store.close(),
  };
}

function unexpected(): never {
  throw new Error("no chatbot is expected to be called");
}
