import { describe, expect, test } from "bun:test";
import { applyFact, applyFacts } from "../model/apply-fact.ts";
import type { SessionFact } from "../model/fact.ts";
import type { Author } from "../model/message.ts";
import type { Session } from "../model/session.ts";
import { InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { changeHolder, giveMailBack } from "./change-holder.ts";

const organization = new InMemoryOrganization();
const opened = organization.session(organization.open("maria"));
const sessionId = opened.id;
const clock = { idleAt: 9, warningMs: 1, expiresAt: 9, warnsAt: 8 };
const BOT: Author = { kind: "bot", name: "Chatbot", turnId: "trn_1" };
const ADA: Author = { kind: "member", memberId: "mem_ada", name: "Ada" };

function posted(author: Author, text: string, sentAt: number): SessionFact {
  const rest = { clientId: text, text, sentAt, sources: [], stopped: false } as const;
  return { kind: "message-posted", sessionId, message: { id: "msg_1", sessionId, author, ...rest }, clock };
}

describe("an offer of a person", () => {
  const offered = applyFact(opened, { kind: "person-offered", sessionId, at: 1 });

  test("stands until anything is said, or somebody else has the chat", () => {
    expect(offered).toEqual({ ...opened, offered: true });
    for (const author of [{ kind: "customer" }, BOT, ADA] as const)
      expect(applyFact(offered, posted(author, "Hm", 2)).offered).toBe(false);
    const held = changeHolder(offered, { holder: { kind: "queue" }, why: { kind: "person-asked" } }, 2);
    expect(applyFacts(offered, held).offered).toBe(false);
  });
});

describe("mail", () => {
  const ana = { kind: "agent", memberId: "mem_ana", name: "Ana" } as const;
  const mail: Session = { ...opened, channel: "mail", holder: ana, awaitingSince: 1, snoozedUntil: 50 };

  test("that is given back says whose it was, until somebody has it", () => {
    const given = applyFacts(mail, giveMailBack(mail, 9));
    expect(given).toMatchObject({
      heldBefore: { name: "Ana" },
      snoozedUntil: null,
      holder: { kind: "nobody" },
    });
    const taken = changeHolder(given, { holder: ana, why: { kind: "mail-taken" } }, 10);
    expect(applyFacts(given, taken).heldBefore).toBeNull();
  });

  test("that was put aside is taken up with what its customer writes, not with what we write", () => {
    expect(applyFact(mail, posted({ kind: "customer" }, "Hello", 9)).snoozedUntil).toBeNull();
    expect(applyFact(mail, posted(ADA, "Hi", 9)).snoozedUntil).toBe(50);
  });
});
