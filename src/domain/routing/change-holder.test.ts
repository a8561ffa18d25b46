import { describe, expect, test } from "bun:test";
import { customerWrites } from "../testing/exchange-messages.ts";
import { InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { changeHolder, returnToQueue, stopTurn } from "./change-holder.ts";
import type { BotStopReason, HeldWhy } from "../model/fact.ts";
import { MINUTE } from "../model/instant.ts";
import type { Holder, Session } from "../model/session.ts";

const QUEUE = { kind: "queue" } as const;
const ADA = { kind: "agent", memberId: "mem_ada", name: "ada" } as const;
const REASON = { rule: "random", candidates: [], tieBreak: null } as const;

/** A chat whose customer waits for the chatbot's answer. */
function answeredByBot(): Session {
  const organization = new InMemoryOrganization();
  const id = organization.open("maria");
  customerWrites(organization, id);
  return organization.session(id);
}
const session = answeredByBot();
const idle: Session = { ...session, botTurn: null, needsPerson: true, routedUnder: 5 };

describe("a change of holder", () => {
  test("raises the generation and keeps everything that is not said", () => {
    expect(changeHolder(idle, { holder: ADA, why: { kind: "accepted" } }, NOON)).toEqual([
      {
        kind: "session-held",
        sessionId: idle.id,
        holder: ADA,
        why: { kind: "accepted" },
        at: NOON,
        generation: 2,
        routedUnder: 5,
        needsPerson: true,
        queuedAt: null,
        returned: false,
        movedBySwitch: null,
      },
    ]);
  });

  test("to the queue is to its end, unless a place is given", () => {
    const queued = { holder: QUEUE, why: { kind: "person-asked" } } as const;

    expect(changeHolder(idle, queued, NOON)).toMatchObject([{ queuedAt: NOON, returned: false }]);
    expect(changeHolder(idle, queued, NOON, { queuedAt: 7, returned: true })).toMatchObject([
      { queuedAt: 7, returned: true },
    ]);
  });

  test("to somebody who answers has no place in the queue", () => {
    const held = { holder: { kind: "bot" }, why: { kind: "bot-chosen" } } as const;
    const options = { queuedAt: 7, returned: true, needsPerson: false };

    expect(changeHolder(idle, held, NOON, options)).toMatchObject([
      { queuedAt: null, returned: false, needsPerson: false },
    ]);
  });

  test("because the agent is gone returns it to the queue, ahead of others", () => {
    expect(returnToQueue(idle, NOON)).toMatchObject([
      { holder: QUEUE, why: { kind: "agent-gone" }, returned: true, queuedAt: NOON },
    ]);
  });
});

describe("the chatbot's turn", () => {
  const cases: [why: HeldWhy, holder: Holder, stopped: BotStopReason][] = [
    [{ kind: "switched" }, QUEUE, "switched"],
    [{ kind: "switch-undone" }, ADA, "switched"],
    [{ kind: "assigned", reason: REASON }, ADA, "taken-over"],
    [{ kind: "accepted" }, ADA, "taken-over"],
    [{ kind: "took-over" }, ADA, "taken-over"],
    [{ kind: "person-asked" }, QUEUE, "person-asked"],
    [{ kind: "bot-failed" }, QUEUE, "person-asked"],
    [{ kind: "bot-unsure" }, QUEUE, "person-asked"],
    [{ kind: "bot-asked" }, QUEUE, "person-asked"],
    [{ kind: "agent-gone" }, QUEUE, "person-asked"],
  ];
  test.each(cases)("is stopped first, where the reason is %j", (why, holder, stopped) => {
    const [first, second] = changeHolder(session, { holder, why }, NOON);

    expect(first).toMatchObject({ kind: "bot-turn-stopped", why: stopped, at: NOON });
    expect(second).toMatchObject({ kind: "session-held", why, holder });
  });

  test("that is stopped leaves the customer at least a warning's time", () => {
    const at = session.clock.idleAt;
    const clock = { idleAt: at + MINUTE, warningMs: MINUTE, expiresAt: at + MINUTE, warnsAt: at };

    expect(stopTurn(session, "customer", at)).toEqual([
      {
        kind: "bot-turn-stopped",
        sessionId: session.id,
        turnId: session.botTurn?.turnId ?? "trn_",
        why: "customer",
        at,
        clock,
      },
    ]);
  });

  test("cannot be stopped where there is none", () => {
    expect(stopTurn(idle, "customer", NOON)).toEqual([]);
  });
});
