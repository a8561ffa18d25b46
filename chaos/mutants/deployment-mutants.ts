import type { Mutant } from "./mutant.ts";

/** Mutants that break what an operator relies on: clocks, disks, and builds of several versions. */
export const DEPLOYMENT_MUTANTS: readonly Mutant[] = [
  {
    name: "record-ahead-for-ever",
    breaks: "after the clock was ahead, everything bears the newest instant until the clock has caught up",
    edits: [
      {
        file: "src/domain/conversations/recording-time.ts",
        find: "if (behindMs > WAITED_FOR_MS)",
        replace: "if (behindMs > Infinity)",
      },
    ],
    scenario: "clock-steps",
    db: "sqlite",
    caughtBy: ["late"],
  },
  {
    name: "clocks-of-chats-left-ahead",
    breaks: "when the clock is set back, open chats keep the end of the time that was ahead",
    edits: [
      {
        file: "src/domain/conversations/set-back.ts",
        find: "if (session.endedAt !== null ||",
        replace: "if (session.endedAt === null ||",
      },
    ],
    scenario: "clock-steps",
    db: "sqlite",
    caughtBy: ["wrongEnd"],
  },
  {
    name: "limits-by-the-wall-clock",
    breaks: "how long a sign-in is refused is counted by a clock that may be set",
    edits: [
      {
        file: "src/server/auth/auth-service.ts",
        find: "createSignInLimits(deps.rateLimits, deps.monotonicNow)",
        replace: "createSignInLimits(deps.rateLimits, deps.now)",
      },
      {
        file: "src/server/limits/backoff.ts",
        find: "const now = createSteadyClock(clock);",
        replace: "const now = clock;",
      },
    ],
    scenario: "clock-in-sign-in",
    db: "sqlite",
    caughtBy: ["late"],
  },
  {
    name: "ready-on-a-full-disk",
    breaks: "/readyz asks whether the database can be read, not whether it can be written to",
    edits: [
      {
        file: "src/server/db/store/accepts-writes.ts",
        find: "    await db.update(tables.deployment).set({ triedAt: await now(), padding });",
        replace: "    await db.select({ id: tables.deployment.id }).from(tables.deployment);",
      },
      {
        file: "src/server/db/store/dialects/sqlite.ts",
        find: "      !hasFailedLately(failedAt) &&\n",
        replace: "",
      },
    ],
    scenario: "disk-full",
    db: "sqlite",
    caughtBy: ["unsaid"],
  },
  {
    name: "older-build-not-refused",
    breaks: "a build starts on a database that a newer one has changed so that it cannot use it",
    edits: [
      {
        file: "src/server/db/store/schema-version.ts",
        find: "if (stored === null || own.schemaNo >= stored.oldestSchemaNo) return;",
        replace: "if (stored === null || own.schemaNo > 0) return;",
      },
    ],
    scenario: "older-build",
    db: "sqlite",
    caughtBy: ["unhealthy"],
  },
];
