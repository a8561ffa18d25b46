import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { applyFact } from "../model/apply-fact.ts";
import type { SessionId } from "../model/ids.ts";
import { MINUTE } from "../model/instant.ts";
import { decided } from "../model/decision.ts";
import { decideHandBack } from "../routing/hand-back-chat.ts";
import { hasLeft } from "../routing/has-left.ts";
import { decideTurnSwitch, decideUndoSwitch } from "../routing/answering-switch.ts";
import { decideAccept, decideAcceptNext } from "../routing/take-chat.ts";
import { decideMemberGone } from "../team/member-absence.ts";
import { ada, customerWrites, memberReplies } from "../testing/exchange-messages.ts";
import { InMemoryOrganization, liveAgents } from "../testing/in-memory-organization.ts";
import { unknownSessionFact } from "../testing/unknown-fact.ts";
import { decideAskPerson, decideKeepOpen } from "./customer-requests.ts";
import { decideCustomersBack, decideCustomersLeft, mayBeMissed } from "./customer-presence.ts";
import { decideEnd } from "./end-session.ts";

const ana = { memberId: "mem_ana", name: "Ana" } as const;

function leaves(organization: InMemoryOrganization, sessionId: SessionId, seen = 0): void {
  organization.act([sessionId], (scene) => decideCustomersLeft(scene, [{ sessionId, seen }]));
}

function returns(organization: InMemoryOrganization, sessionId: SessionId): void {
  organization.act([sessionId], (scene) => decideCustomersBack(scene, [sessionId]));
}

/** A company whose agents are busy, with three customers in line. */
function queueOfThree() {
  const organization = new InMemoryOrganization(liveAgents);
  const [first, second, third] = ["maria", "noor", "otto"].map((name) => organization.open(name));
  if (first === undefined || second === undefined || third === undefined) throw new Error("three");
  return { organization, first, second, third };
}

const holderOf = (organization: InMemoryOrganization, id: SessionId) => organization.session(id).holder;

describe("a customer who has left the page", () => {
  test("is recorded while they are in the queue, once", () => {
    const { organization, first } = queueOfThree();

    leaves(organization, first);
    leaves(organization, first);

    expect(organization.kinds(first)).toEqual(["session-opened", "customer-left"]);
    expect(organization.session(first).customerLeftAt).toBe(organization.now);
  });

  test("is recorded while there are words that they have not seen, and not while there are none", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    memberReplies(organization, id);
    memberReplies(organization, id);

    leaves(organization, id, 2);
    expect(hasLeft(organization.session(id))).toBe(false);
    leaves(organization, id, 1);

    expect(hasLeft(organization.session(id))).toBe(true);
  });

  test("is not recorded of a chat that has ended, nor of one that does not exist", () => {
    const { organization, first } = queueOfThree();
    organization.act([first], (scene) => decideEnd(scene, first, { kind: "customer" }));

    leaves(organization, first);
    expect(organization.kinds(first).at(-1)).toBe("session-ended");

    expect(decideCustomersLeft(organization.scene(), [{ sessionId: "ses_none", seen: 0 }]).facts).toEqual([]);
    expect(decideCustomersBack(organization.scene(), ["ses_none"]).facts).toEqual([]);
  });

  test("is passed over when chats are given out, and given out first when back", () => {
    const { organization, first, second } = queueOfThree();
    leaves(organization, first);

    organization.addMember("ada", { capacity: 1 });
    organization.act([], () => decided([], null, { members: [] }));
    expect(holderOf(organization, first).kind).toBe("queue");
    expect(holderOf(organization, second)).toMatchObject({ name: "ada" });

    organization.addMember("ben", { capacity: 1 });
    returns(organization, first);

    expect(holderOf(organization, first)).toMatchObject({ name: "ben" });
  });

  test("keeps their place", () => {
    const { organization, first, second, third } = queueOfThree();
    leaves(organization, second);
    organization.now += MINUTE;
    returns(organization, second);

    const order = organization
      .scene()
      .queue()
      .map(({ session }) => session.id);

    expect(order).toEqual([first, second, third]);
  });

  test("is given to an agent in the same write when they are back and somebody is free", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    leaves(organization, id);
    organization.addMember("ada");

    customerWrites(organization, id);

    expect(organization.kinds(id).slice(-3)).toEqual(["customer-back", "message-posted", "session-held"]);
    expect(holderOf(organization, id)).toMatchObject({ name: "ada" });
  });

  test("is passed over by Accept next, and taken by hand nonetheless", () => {
    const { organization, first, second } = queueOfThree();
    leaves(organization, first);

    const taken = organization.act([], (scene) => decideAcceptNext(scene, ana));
    expect(taken?.sessionId).toBe(second);
    organization.act([first], (scene) => decideAccept(scene, first, ana));

    expect(holderOf(organization, first)).toMatchObject({ name: "Ana" });
    expect(hasLeft(organization.session(first))).toBe(true);
  });

  test("counts as nobody where all who wait have left", () => {
    const organization = new InMemoryOrganization(liveAgents);
    leaves(organization, organization.open("maria"));

    expect(() => organization.act([], (scene) => decideAcceptNext(scene, ana))).toThrow(
      expect.objectContaining({ code: "nobody-waiting" }),
    );
  });

  test("has a session that ends when it would have ended", () => {
    const { organization, first, second } = queueOfThree();
    organization.now += MINUTE;
    leaves(organization, first);
    returns(organization, first);
    leaves(organization, first);

    expect(organization.session(first).clock).toEqual(organization.session(second).clock);
    organization.now = organization.session(first).clock.expiresAt;
    returns(organization, first);

    expect(organization.kinds(first).at(-1)).toBe("session-ended");
    expect(organization.session(first).customerLeftAt).toBeNull();
  });

  test("is back with a message, even where an instance of an earlier build has recorded it alone", () => {
    const { organization, first } = queueOfThree();
    leaves(organization, first);
    const left = organization.session(first);
    customerWrites(organization, first, "Hello", "1");
    const posted = organization.facts.find((fact) => fact.kind === "message-posted");

    expect(posted && hasLeft(applyFact(left, posted))).toBe(false);
  });

  test("is back with a message before it, and not again when it is sent again", () => {
    const { organization, first } = queueOfThree();
    leaves(organization, first);
    customerWrites(organization, first, "Hello", "1");

    expect(organization.kinds(first).slice(-2)).toEqual(["customer-back", "message-posted"]);
    customerWrites(organization, first, "Hello", "1");
    expect(organization.kinds(first).filter((kind) => kind === "customer-back")).toHaveLength(1);
  });

  test("is not back by what others do", () => {
    const { organization, first } = queueOfThree();
    leaves(organization, first);

    memberReplies(organization, first, ada);

    expect(hasLeft(organization.session(first))).toBe(true);
  });

  test("goes to the chatbot and back with the switch, and is still passed over at their place", () => {
    const { organization, first, second } = queueOfThree();
    const place = organization.session(first).queuedAt;
    organization.now += MINUTE;
    leaves(organization, first);
    const touch = () => organization.act([first, second], () => decided([], null));

    organization.act([], (scene) => decideTurnSwitch(scene, "bot", ana));
    touch();
    expect(holderOf(organization, first)).toEqual({ kind: "bot" });
    organization.act([], (scene) => decideUndoSwitch(scene, scene.settings.switch.no, ana));
    touch();

    expect(organization.session(first)).toMatchObject({ holder: { kind: "queue" }, queuedAt: place });
    expect(organization.act([], (scene) => decideAcceptNext(scene, ana))?.sessionId).toBe(second);
  });

  test("who asked for a person stays in the queue when the chatbot answers", () => {
    const { organization, first } = queueOfThree();
    organization.act([first], (scene) => decideAskPerson(scene, first));
    leaves(organization, first);

    organization.act([], (scene) => decideTurnSwitch(scene, "bot", ana));
    organization.act([first], () => decided([], null));

    expect(organization.session(first)).toMatchObject({ holder: { kind: "queue" }, needsPerson: true });
  });

  test("whose agent goes is first in the queue, and passed over until they are back", () => {
    const organization = new InMemoryOrganization(liveAgents);
    organization.addMember("ada", { present: false });
    const id = organization.open("maria");
    memberReplies(organization, id);
    customerWrites(organization, id);
    organization.act([id], (scene) => decideCustomersLeft(scene, [{ sessionId: id, seen: 0 }]));
    const other = organization.open("noor");

    organization.act([id], (scene) => decideMemberGone(scene, "mem_ada"));
    expect(organization.session(id)).toMatchObject({ holder: { kind: "queue" }, returned: true });
    expect(organization.act([], (scene) => decideAcceptNext(scene, ana))?.sessionId).toBe(other);
    returns(organization, id);

    expect(organization.act([], (scene) => decideAcceptNext(scene, ana))?.sessionId).toBe(id);
  });

  test("may be handed back to the chatbot", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    memberReplies(organization, id, ada);
    leaves(organization, id);

    organization.act([id], (scene) => decideHandBack(scene, id, ada));

    expect(organization.session(id).holder).toEqual({ kind: "bot" });
    expect(hasLeft(organization.session(id))).toBe(true);
  });

  test("left no later than now, after the clock is set back", () => {
    const { organization, first } = queueOfThree();
    organization.now += MINUTE;
    organization.act([first], (scene) => decideKeepOpen(scene, first));
    leaves(organization, first);

    organization.setClockBack(MINUTE);

    expect(organization.session(first).customerLeftAt).toBe(organization.now);
  });
});

describe("it may matter that a customer is gone", () => {
  test("from when they are in the queue, and from words to them", () => {
    const organization = new InMemoryOrganization(liveAgents);
    organization.addMember("ada");
    const id = organization.open("maria");
    customerWrites(organization, id);
    memberReplies(organization, id);

    const matters = organization.facts.filter(mayBeMissed).map(({ kind }) => kind);

    expect(matters).toEqual(["session-opened", "message-posted"]);
    expect(organization.facts.map(({ kind }) => kind)).toEqual([
      "session-opened",
      "session-held",
      "message-posted",
      "message-posted",
    ]);
  });

  test("not from facts that only a newer build knows", () => {
    expect(mayBeMissed(unknownSessionFact("ses_1"))).toBe(false);
  });
});

test("with customers who leave and return, the first who is there is served first, and nobody who left", () => {
  const steps = fc.array(fc.tuple(fc.constantFrom("open", "leave", "return", "accept", "free"), fc.nat(9)), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(steps, (script) => {
      const organization = new InMemoryOrganization(liveAgents);
      const opened: SessionId[] = [];
      let free = 0;
      for (const [what, n] of script) {
        const id = opened[n % Math.max(1, opened.length)];
        const waiting = opened.filter((one) => holderOf(organization, one).kind === "queue");
        const next = waiting.find((one) => !hasLeft(organization.session(one))) ?? null;
        if (what === "open") opened.push(organization.open(`customer${opened.length}`));
        else if (what === "free") organization.addMember(`agent${(free += 1)}`, { capacity: 1 });
        else if (id === undefined) continue;
        else if (what === "leave") leaves(organization, id);
        else if (what === "return") returns(organization, id);
        else if (next !== null)
          expect(organization.act([], (scene) => decideAcceptNext(scene, ana))?.sessionId).toBe(next);
        organization.act([], () => decided([], null, { members: [] }));
        if (what !== "free" || next === null) continue;
        expect(holderOf(organization, next)).toMatchObject({ name: `agent${free}` });
      }
    }),
  );
});
