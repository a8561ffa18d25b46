import type { Mutant } from "./mutant.ts";

/** What breaks the working together of several machines. */
export const MACHINE_MUTANTS: readonly Mutant[] = [
  {
    name: "nudges-without-a-net",
    breaks: "what happened on another machine is looked for only when that machine says so",
    edits: [
      {
        file: "src/server/events/tail.ts",
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
    breaks: "nobody takes over the chatbot's turns of a machine that has died",
    edits: [
      {
        file: "src/server/desk/tick.ts",
        find: "heart.isSteady() && (await succeedSilent(desk))",
        replace: "heart.isSteady() && (await succeedSilent(desk, 1_000_000))",
      },
    ],
    scenario: "instances",
    db: "postgres",
    caughtBy: ["late"],
  },
];
