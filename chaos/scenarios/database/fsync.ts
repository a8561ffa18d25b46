import { SQL } from "bun";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { healAndCheck } from "../../steps/heal-and-check.ts";
import { traceSystemCalls } from "../../measure/trace-system-calls.ts";
import type { Run, Scenario, Tier } from "../../testbed/scenario.ts";
import { openTestbed, type Testbed } from "../../testbed/testbed.ts";

const SENDS: Record<Tier, number> = { short: 50, full: 200, release: 200 };
/** The files in which each database writes what a commit must have on disk. */
const LOGS = { sqlite: /switchboard\.db-wal>/, postgres: /\/pg_wal\// };
const ACK = /\\"sessionNo\\":(\d+),\\"sentAt\\":\d+,\\"duplicate\\":false/g;
const SYNC = /\b(?:fsync|fdatasync)\(/;
const WRITE = /\b(?:pwrite64|pwritev2?|write|writev)\(/;

/** The order of system calls: a commit is synced before it is acknowledged. */
export const fsync: Scenario = {
  name: "fsync",
  promise: "no acknowledgement leaves the server before the log of the database is synced to disk",
  dbs: ["sqlite", "postgres"],
  tiers: ["full", "release"],
  run: (run) => runFsync(run, SENDS[run.tier]),
};

async function runFsync(run: Run, sends: number): Promise<void> {
  await using testbed = await openTestbed(run, { organizations: 1, capacity: 50, speed: 1 });
  const [organization] = testbed.organizations;
  if (organization === undefined) return;
  const tab = testbed.openCustomerTab(await testbed.openSession(organization, "customer"), "tab");
  const { sessionId } = tab.customerSession;
  run.faults.plan("traced acknowledgement", sends);
  const trace = await traceSystemCalls(await tracedPids(testbed), join(run.folder, "strace.txt"));
  const acked = new Set<number>();
  for (let no = 0; no < sends; no += 1) {
    const [clientId, text] = [randomUUID(), `said ${no}`];
    const message = {
      clientId,
      actor: "tab",
      orgId: organization.orgId,
      sessionId,
      authorKey: "customer",
      text,
    };
    testbed.actorContext.submissions.prepare(message);
    testbed.actorContext.submissions.invoke(clientId);
    const answer = await tab.api.message.send.mutate({ sessionId, clientId, text });
    testbed.actorContext.submissions.ack(clientId, answer);
    acked.add(answer.sessionNo);
  }
  checkTrace(run, await trace.stop(), acked);
  await healAndCheck(testbed);
}

/** The process ids of the server and, on Postgres, of the whole database. */
async function tracedPids({ deployment }: Testbed): Promise<number[]> {
  const server = deployment.instances.flatMap((one) => one.pid() ?? []);
  if (deployment.postgres === null) return server;
  await using sql = new SQL(deployment.postgres.url, { max: 1 });
  const rows: { pid: number }[] =
    await sql`select pid from pg_stat_activity where pid <> pg_backend_pid() order by pid`;
  return [...server, ...rows.map(({ pid }) => pid)];
}

/**
 * Checks that the log is synced between a write to it and the acknowledgement: on SQLite, where one thread does
 * everything, after the last write; on Postgres, where other processes write to the same log, after the first write
 * since the previous acknowledgement.
 */
function checkTrace(run: Run, lines: readonly string[], acked: ReadonlySet<number>): void {
  let [isWritten, isSynced] = [false, false];
  let syncs = 0;
  const seen = new Set<number>();
  for (const line of lines) {
    if (LOGS[run.db].test(line)) {
      if (SYNC.test(line)) {
        isSynced = isWritten;
        syncs += 1;
      } else if (WRITE.test(line)) {
        if (run.db === "sqlite") isSynced = false;
        isWritten = true;
      }
    }
    for (const [, no] of line.matchAll(ACK)) {
      const sessionNo = Number(no);
      if (!acked.has(sessionNo) || seen.has(sessionNo)) continue;
      seen.add(sessionNo);
      run.faults.applied("traced acknowledgement");
      if (!isSynced) run.counters.count("lost", `${sessionNo} was acknowledged before its sync`);
      [isWritten, isSynced] = [false, false];
    }
  }
  run.note("syncs of the log", syncs);
}
