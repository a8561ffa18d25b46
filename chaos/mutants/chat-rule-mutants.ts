import type { Mutant } from "./mutant.ts";

/** Mutants that break a rule of chats: who answers, who holds, when a chat ends. */
export const CHAT_RULE_MUTANTS: readonly Mutant[] = [
  {
    name: "idle-check-outside-the-write",
    breaks: "whether a session has ended is decided by the last read, not in the write itself",
    edits: [
      {
        file: "src/server/db/record/run-batch.ts",
        find: "    if (session !== null) addFacts(unitOfWork, overdueFacts(scene, session));",
        replace:
          "    if (session !== null && needs.send === undefined) addFacts(unitOfWork, overdueFacts(scene, session));",
      },
    ],
    scenario: "idle-end",
    db: "sqlite",
    caughtBy: ["afterEnd"],
  },
  {
    name: "late-end",
    breaks: "the end has the time it was noticed, not the time it was due",
    edits: [
      {
        file: "src/domain/conversations/overdue-facts.ts",
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
    breaks: "chats are assigned by loads that were read before the lock was taken",
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
    breaks: "a form that is sent twice opens two chats, and the unique index is gone",
    edits: [
      {
        file: "src/domain/conversations/open-session.ts",
        find: "  if (active !== undefined) return",
        replace: "  if (active?.id === null) return",
      },
      ...["sqlite", "postgres"].map((db) => ({
        file: `drizzle/${db}/0009_channel.sql`,
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
    breaks: "the chatbot's answer is stored whoever holds the chat by that time",
    edits: [
      {
        file: "src/domain/bot/finish-turn.ts",
        find: "  if (!isCurrentAttempt(session, answer)) return decided([], false);",
        replace: "  if (session === null || session.endedAt !== null) return decided([], false);",
      },
    ],
    scenario: "bot-take-over",
    db: "sqlite",
    caughtBy: ["botAfterHuman", "twoBotFinal"],
  },
  {
    name: "left-and-assigned",
    breaks: "the chats of customers who have left the page are assigned like any other",
    edits: [
      {
        file: "src/domain/routing/assign-waiting.ts",
        find: "    if (hasLeft(session)) continue;\n",
        replace: "",
      },
      {
        file: "src/server/db/conversations/queue.ts",
        find: "    isNull(session.customerLeftAt),\n",
        replace: "",
      },
    ],
    scenario: "leaving-customers",
    db: "postgres",
    caughtBy: ["assignedWhileLeft"],
  },
  {
    name: "capacity-forgotten",
    breaks: "an agent at capacity is assigned more chats",
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
