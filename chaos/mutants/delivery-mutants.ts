import type { Mutant } from "./mutant.ts";

const RECORD = "src/server/db/record/recorder.ts";
const RUN_BATCH = "          return (unanswered = await runAll(writer, batch));";

/** Mutants that break the delivery of messages: storing, acknowledging, following. */
export const DELIVERY_MUTANTS: readonly Mutant[] = [
  {
    name: "ack-before-commit",
    breaks: "a message is acknowledged shortly before the commit",
    edits: [
      {
        file: RECORD,
        find: RUN_BATCH,
        replace: `          unanswered = await runAll(writer, batch);
          for (const done of unanswered) acknowledge(done, deps);
          await Bun.sleep(5);
          return unanswered;`,
      },
    ],
    scenario: "kill-nine",
    db: "sqlite",
    caughtBy: ["lost", "wrongSeq"],
  },
  {
    name: "no-idempotency",
    breaks: "a repeated client id is not recognized, and the unique index is gone",
    edits: [
      {
        file: "src/server/db/record/build-scene.ts",
        find: "unitOfWork.previousSends.get(sendKey(sessionId, author, clientId)) ?? null",
        replace: "(void [sessionId, author, clientId, sendKey], null)",
      },
      ...["sqlite", "postgres"].map((db) => ({
        file: `drizzle/${db}/0004_message_is_its_fact.sql`,
        find: db === "sqlite" ? "CREATE UNIQUE INDEX `fact_once`" : 'CREATE UNIQUE INDEX "fact_once"',
        replace: db === "sqlite" ? "CREATE INDEX `fact_once`" : 'CREATE INDEX "fact_once"',
      })),
    ],
    scenario: "duplicates",
    db: "sqlite",
    caughtBy: ["dupDb"],
  },
  {
    name: "listen-after-first-read",
    breaks: "a follower reads the stored facts and joins the feed only afterwards",
    edits: [
      {
        file: "src/server/events/feed/follow-feed.ts",
        find: "    this.#isLive = last === undefined || (page.length < PAGE && last.no >= reader.from);\n",
        replace: `    this.#isLive = last === undefined || (page.length < PAGE && last.no >= reader.from);
    if (this.#isLive) {
      reader.leave();
      await Bun.sleep(2);
      Object.assign(reader, await this.#followed.join());
    }
`,
      },
    ],
    scenario: "kill-nine",
    db: "sqlite",
    caughtBy: ["viewMissing"],
  },
  {
    name: "lossy-fan-out",
    breaks: "one fact in 500 does not reach a follower's queue",
    edits: [
      {
        file: "src/server/events/feed/feed-tail.ts",
        find: "    for (const queue of this.#readers.get(topic) ?? []) queue.push(entry);",
        replace:
          "    for (const queue of this.#readers.get(topic) ?? []) if (Math.random() > 0.002) queue.push(entry);",
      },
    ],
    scenario: "kill-nine",
    db: "sqlite",
    caughtBy: ["viewMissing"],
  },
  {
    name: "broadcast-before-commit",
    breaks: "followers are sent what is written but may still be rolled back",
    edits: [
      {
        file: RECORD,
        find: RUN_BATCH,
        replace: `          unanswered = await runAll(writer, batch);
          for (const { orgId, outcomes } of unanswered)
            deps.onRecorded(orgId, outcomes.flatMap(({ facts }) => facts));
          await Bun.sleep(5);
          return unanswered;`,
      },
      {
        file: "src/server/db/store/dialects/sqlite.ts",
        find: "    ...speak(reader, clock),\n    dialect",
        replace: "    ...speak(writer, clock),\n    dialect",
      },
    ],
    scenario: "kill-nine",
    db: "sqlite",
    caughtBy: ["viewPhantom"],
  },
  {
    name: "clock-instead-of-counter",
    breaks: "facts of a session are numbered by the clock",
    edits: [
      {
        file: "src/server/db/record/unit-of-work.ts",
        find: "  const lastNo = (before?.lastNo ?? 0) + 1;",
        replace: "  const lastNo = Math.max((before?.lastNo ?? 0) + 1, Date.now() % 1_000_000_000);",
      },
    ],
    scenario: "duplicates",
    db: "sqlite",
    caughtBy: ["nonDense"],
  },
  {
    name: "ignored-back-pressure",
    breaks: "a frame that Bun dropped for a slow reader is not noticed, and the reader stays",
    edits: [
      {
        file: "src/server/http/socket/websocket-options.ts",
        find: "closeOnBackpressureLimit: true",
        replace: "closeOnBackpressureLimit: false",
      },
      {
        file: "src/server/http/socket/bun-socket.ts",
        find: "this.#raw.send(frame) !== 0",
        replace: "this.#raw.send(frame) !== -2",
      },
    ],
    scenario: "slow-readers",
    db: "sqlite",
    caughtBy: ["unhealthy", "viewMissing"],
  },
  {
    name: "idle-time-alone",
    breaks: "silent connections are left to Bun's idle timeout, which every sent frame resets",
    edits: [
      {
        file: "src/server/http/socket/connection-registry.ts",
        find: "for (const connection of this.#connections) connection.checkSilence(rounds);",
        replace: "void rounds;",
      },
    ],
    scenario: "sleeping-clients",
    db: "sqlite",
    caughtBy: ["unhealthy"],
  },
  {
    name: "another-sessions-facts",
    breaks: "following a session does not check that it is the customer's own",
    edits: [
      {
        file: "src/server/api/routers/session-router.ts",
        find: "      await requireOwnSession(ctx, input.sessionId);\n      return new SessionSubscription",
        replace: "      return new SessionSubscription",
      },
    ],
    scenario: "hostile-cursors",
    db: "sqlite",
    caughtBy: ["crossTenant"],
  },
  {
    name: "unsynced-commit",
    breaks: "a commit is not on disk when it is acknowledged",
    edits: [
      {
        file: "src/server/db/store/dialects/sqlite.ts",
        find: 'connection.run("pragma synchronous = full");',
        replace: 'connection.run("pragma synchronous = normal");',
      },
    ],
    scenario: "fsync",
    db: "sqlite",
    caughtBy: ["lost"],
  },
  {
    name: "blocking-wait",
    breaks: "waiting for a lock that another process holds blocks the whole process",
    edits: [
      {
        file: "src/server/db/store/dialects/sqlite.ts",
        find: '    writer.run("pragma busy_timeout = 0");\n',
        replace: "",
      },
    ],
    scenario: "held-lock",
    db: "sqlite",
    caughtBy: ["late"],
  },
];
