import type { Mutant } from "./mutant.ts";

/** What breaks a rule of the chat: who answers, who holds, when it ends. */
export const CHAT_RULE_MUTANTS: readonly Mutant[] = [
  {
    name: "idle-check-outside-the-write",
    breaks: "whether a session has ended is known from the last look at it, not from the write itself",
    edits: [
      {
        file: "src/server/db/record/run-batch.ts",
        find: "    if (session !== null) addFacts(unitOfWork, catchUp(scene, session));",
        replace:
          "    if (session !== null && needs.send === undefined) addFacts(unitOfWork, catchUp(scene, session));",
      },
    ],
    scenario: "idle-end",
    db: "sqlite",
    caughtBy: ["afterEnd"],
  },
  {
    name: "late-end",
    breaks: "the end is dated when it is noticed, not when it was due",
    edits: [
      {
        file: "src/domain/conversations/catch-up.ts",
        find: "endSession(present, present.clock.expiresAt,",
        replace: "endSession(present, now,",
      },
    ],
    scenario: "idle-end",
    db: "sqlite",
    caughtBy: ["wrongEnd"],
  },
  {
    name: "assignment-without-the-lock",
    breaks: "chats are shared out by loads that were read before the lock was taken",
    edits: [
      {
        file: "src/server/db/record/read-unit-of-work.ts",
        find: "  unitOfWork.members ??= await loadRoster(reader, unitOfWork.orgId, unitOfWork.now);\n}",
        replace: `  const known = stale.get(unitOfWork.orgId);
  const isFresh = known !== undefined && unitOfWork.now - known.at < 200;
  const members = isFresh ? known.members : await loadRoster(reader, unitOfWork.orgId, unitOfWork.now);
  if (!isFresh) stale.set(unitOfWork.orgId, { at: unitOfWork.now, members });
  unitOfWork.members ??= members;
}
const stale = new Map();`,
      },
    ],
    scenario: "assignment",
    db: "postgres",
    caughtBy: ["wrongLoad", "overCapacity"],
  },
  {
    name: "two-forms-two-chats",
    breaks: "a form that is sent twice opens two chats, and the index that would refuse it is gone",
    edits: [
      {
        file: "src/domain/conversations/open-session.ts",
        find: "  if (active !== undefined) return",
        replace: "  if (active?.id === null) return",
      },
      ...["sqlite", "postgres"].map((db) => ({
        file: `drizzle/${db}/0000_init.sql`,
        find:
          db === "sqlite"
            ? "CREATE UNIQUE INDEX `session_one_active`"
            : 'CREATE UNIQUE INDEX "session_one_active"',
        replace: db === "sqlite" ? "CREATE INDEX `session_one_active`" : 'CREATE INDEX "session_one_active"',
      })),
    ],
    scenario: "assignment",
    db: "sqlite",
    caughtBy: ["twoOpen"],
  },
  {
    name: "bot-answer-without-generation",
    breaks: "the chatbot's answer is stored whoever holds the chat by then",
    edits: [
      {
        file: "src/domain/bot/bot-turn.ts",
        find: "  if (!holds(session, answer)) return decided([], false);",
        replace: "  if (session === null || session.endedAt !== null) return decided([], false);",
      },
    ],
    scenario: "bot-take-over",
    db: "sqlite",
    caughtBy: ["botAfterHuman", "twoBotFinal"],
  },
  {
    name: "capacity-forgotten",
    breaks: "an agent who has enough is given more",
    edits: [
      {
        file: "src/domain/routing/assignment.ts",
        find: "present && load < (candidate.capacity ?? capacity)",
        replace: "present && load <= (candidate.capacity ?? capacity)",
      },
    ],
    scenario: "assignment",
    db: "sqlite",
    caughtBy: ["overCapacity"],
  },
];
