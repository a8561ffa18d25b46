import type { Mutant } from "./mutant.ts";

/** Mutants that break the work of several instances together. */
export const INSTANCE_MUTANTS: readonly Mutant[] = [
  {
    name: "each-machine-its-own-ids",
    breaks:
      "an instance recognizes only the client ids that it has stored itself, and the unique index is gone",
    edits: [
      {
        file: "src/server/db/record/read-previous-sends.ts",
        find: "    previousSends.set(sendKey(fact.sessionId, authorKey(author), clientId), { sessionNo, sentAt });\n",
        replace: `    const key = sendKey(fact.sessionId, authorKey(author), clientId);
    if (globalThis.own?.has(key)) previousSends.set(key, { sessionNo, sentAt });
`,
      },
      {
        file: "src/server/db/record/unit-of-work.ts",
        find: `    unitOfWork.previousSends.set(sendKey(session.id, authorKey(author), clientId), {
      sessionNo: lastNo,
      sentAt,
    });`,
        replace: `    const key = sendKey(session.id, authorKey(author), clientId);
    unitOfWork.previousSends.set(key, { sessionNo: lastNo, sentAt });
    (globalThis.own ??= new Set()).add(key);`,
      },
      {
        file: "drizzle/postgres/0004_message_is_its_fact.sql",
        find: 'CREATE UNIQUE INDEX "fact_once"',
        replace: 'CREATE INDEX "fact_once"',
      },
    ],
    scenario: "duplicates",
    db: "postgres",
    caughtBy: ["dupDb"],
  },
  {
    name: "nudges-without-a-net",
    breaks: "an instance reads what another has stored only when it is notified",
    edits: [
      {
        file: "src/server/events/feed/feed-tail.ts",
        find: "const LOOK_AGAIN_MS = 3_000;",
        replace: "const LOOK_AGAIN_MS = 3_000_000;",
      },
    ],
    scenario: "deaf-machines",
    db: "postgres",
    caughtBy: ["late", "viewMissing"],
  },
  {
    name: "orphans-left-alone",
    breaks: "no instance takes over the bot turns of one that has died",
    edits: [
      {
        file: "src/server/services/instances/scheduler.ts",
        find: "heartbeat.isSteady() && (await takeOverDeadInstances(services))",
        replace: "heartbeat.isSteady() && (await takeOverDeadInstances(services, 1_000_000))",
      },
    ],
    scenario: "instances",
    db: "postgres",
    caughtBy: ["late"],
  },
];
