import { describe, expect, test } from "bun:test";
import type { SessionFact } from "#domain/model/fact.ts";
import type { CustomerId, MemberId, SessionId } from "#domain/model/ids.ts";
import { MINUTE } from "#domain/model/instant.ts";
import type { Author } from "#domain/model/message.ts";
import type { Holder, Session } from "#domain/model/session.ts";
import { defaultSettings } from "#domain/model/settings.ts";
import { newSession } from "../testing/new-session.ts";
import { createAssignmentOrder } from "../team/assignment-order.ts";
import { buildScene } from "./build-scene.ts";
import { addChanges, addFacts, newUnitOfWork, queueIn, sendKey } from "./unit-of-work.ts";
import type { UnitOfWork } from "./unit-of-work-types.ts";

const NOW = 10 * MINUTE + 123;
const EVE = { kind: "agent", memberId: "mem_eve", name: "Eve" } as const;
const CLOCK = { idleAt: NOW + MINUTE, warningMs: 0, expiresAt: NOW + MINUTE, warnsAt: NOW + MINUTE };

function unitOfWork(): UnitOfWork {
  const row = {
    settings: defaultSettings("Acme", 0),
    feedNo: 7,
    assignNo: 3,
    recordedAt: 1,
    isErased: false,
  };
  const memory = { assignmentOrder: createAssignmentOrder(), cached: null };
  return newUnitOfWork("org_1", { now: NOW, setBackMs: 0 }, row, memory);
}

/** Puts a session into a unit of work as if it had been read. */
function read(unit: UnitOfWork, session: Session, lastNo = 5): void {
  unit.sessions.set(session.id, { session, lastNo, stored: { session, lastNo } });
}

function addCustomer(unit: UnitOfWork, id: CustomerId): void {
  addChanges(unit, {
    customer: { id, name: id, email: `${id}@example.com` },
    customerToken: { id, tokenHash: `hash of ${id}`, expiresAt: 99 },
  });
}

const held = (sessionId: SessionId, holder: Holder, isAssigned = false): SessionFact => ({
  kind: "session-held",
  sessionId,
  holder,
  generation: 2,
  routedUnder: 0,
  needsPerson: false,
  why: isAssigned
    ? { kind: "assigned", reason: { rule: "take-turns", candidates: [], tieBreak: null } }
    : { kind: "accepted" },
  at: NOW,
  queuedAt: null,
  returned: false,
  movedBySwitch: null,
});

const posted = (sessionId: SessionId, author: Author, clientId: string): SessionFact => ({
  kind: "message-posted",
  sessionId,
  clock: CLOCK,
  message: {
    id: "msg_1",
    sessionId,
    author,
    clientId,
    text: "Hello",
    sentAt: NOW,
    sources: [],
    stopped: false,
  },
});

const ended = (sessionId: SessionId): SessionFact => ({
  kind: "session-ended",
  sessionId,
  at: NOW,
  by: { kind: "customer" },
  unattended: false,
});

describe("facts added to a unit of work", () => {
  test("are numbered on, in the feed and in their session", () => {
    const unit = unitOfWork();
    read(unit, newSession("ses_1", "cus_1"));
    addFacts(unit, [posted("ses_1", { kind: "customer" }, "a"), { kind: "members-changed", at: NOW }]);
    addFacts(unit, [ended("ses_1")]);
    expect(unit.facts.map(({ no, sessionNo, fact }) => [no, sessionNo, fact.kind])).toEqual([
      [8, 6, "message-posted"],
      [9, null, "members-changed"],
      [10, 7, "session-ended"],
    ]);
    expect(unit.feedNo).toBe(10);
    expect(unit.sessions.get("ses_1")).toMatchObject({
      lastNo: 7,
      session: { endedAt: NOW },
      stored: { lastNo: 5 },
    });
    expect([...unit.changed.sessions]).toEqual(["ses_1"]);
  });

  test("begin a session that was not there, and are refused for one that was not read", () => {
    const unit = unitOfWork();
    const session = newSession("ses_1", "cus_1", { holder: EVE });
    const customer = { id: "cus_1", name: "Ada", email: "a@example.com" } as const;
    addFacts(unit, [{ kind: "session-opened", sessionId: "ses_1", session, customer }]);
    expect(unit.sessions.get("ses_1")).toEqual({ session, lastNo: 1, stored: null });
    expect(unit.changed.loads.get("mem_eve")).toBe(1);
    expect(() => addFacts(unit, [ended("ses_2")])).toThrow("session-ended for ses_2, which was not read");
  });

  test("change the load of who holds an open session, and of nobody else", () => {
    const unit = unitOfWork();
    read(unit, newSession("ses_1", "cus_1", { holder: EVE }));
    read(unit, newSession("ses_2", "cus_2", { holder: { ...EVE, memberId: "mem_flo" } }));
    const load = (id: MemberId) => unit.changed.loads.get(id) ?? 0;
    addFacts(unit, [posted("ses_1", { kind: "customer" }, "a")]);
    expect(load("mem_eve")).toBe(0);
    addFacts(unit, [held("ses_1", { ...EVE, memberId: "mem_flo" })]);
    expect([load("mem_eve"), load("mem_flo")]).toEqual([-1, 1]);
    addFacts(unit, [ended("ses_1")]);
    expect([load("mem_eve"), load("mem_flo")]).toEqual([-1, 0]);
    addFacts(unit, [{ kind: "erased", customers: ["cus_2"], sessions: ["ses_2", "ses_9"], at: NOW }]);
    expect([load("mem_eve"), load("mem_flo")]).toEqual([-1, -1]);
  });

  test("make a message known to be sent", () => {
    const unit = unitOfWork();
    read(unit, newSession("ses_1", "cus_1"));
    addFacts(unit, [posted("ses_1", { kind: "customer" }, "a")]);
    expect([...unit.previousSends]).toEqual([
      [sendKey("ses_1", "customer", "a"), { sessionNo: 6, sentAt: NOW }],
    ]);
  });

  test("move who was assigned a chat to the end of the order, and not who took one", () => {
    const unit = unitOfWork();
    read(unit, newSession("ses_1", "cus_1"));
    addFacts(unit, [held("ses_1", EVE)]);
    expect([unit.assignNo, unit.changed.assigned.size]).toEqual([3, 0]);
    addFacts(unit, [held("ses_1", EVE, true)]);
    expect([unit.assignNo, [...unit.changed.assigned]]).toEqual([4, [["mem_eve", 4]]]);
  });

  test("note to the minute which member last dealt with the customer", () => {
    for (const fact of [held("ses_1", EVE), posted("ses_1", { ...EVE, kind: "member" }, "a")]) {
      const unit = unitOfWork();
      addCustomer(unit, "cus_1");
      unit.changed.customers.clear();
      read(unit, newSession("ses_1", "cus_1"));
      addFacts(unit, [fact]);
      expect([...unit.changed.chatted.values()]).toEqual([
        { memberId: "mem_eve", customerId: "cus_1", lastAt: 10 * MINUTE },
      ]);
      expect(unit.customers.get("cus_1")?.lastMemberId).toBe("mem_eve");
      expect([...unit.changed.customers]).toEqual(["cus_1"]);
      unit.changed.customers.clear();
      addFacts(unit, [posted("ses_1", { ...EVE, kind: "member" }, "b")]);
      expect(unit.changed.customers.size).toBe(0);
    }
    const unit = unitOfWork();
    read(unit, newSession("ses_1", "cus_1"));
    addFacts(unit, [posted("ses_1", { kind: "customer" }, "a"), held("ses_1", { kind: "queue" })]);
    expect(unit.changed.chatted.size).toBe(0);
    addFacts(unit, [held("ses_1", EVE)]);
    expect([unit.changed.chatted.size, unit.customers.size]).toEqual([1, 0]);
  });

  test("leave nothing of what they erase", () => {
    const unit = unitOfWork();
    for (const id of ["cus_1", "cus_2"] as const) addCustomer(unit, id);
    for (const [id, customer] of [
      ["ses_1", "cus_1"],
      ["ses_2", "cus_2"],
      ["ses_3", "cus_2"],
    ] as const) {
      read(unit, newSession(id, customer));
      unit.allSessionsOf.set(customer, [id]);
      addFacts(unit, [posted(id, { ...EVE, kind: "member" }, "a")]);
    }
    addFacts(unit, [{ kind: "erased", customers: ["cus_1"], sessions: ["ses_1", "ses_3"], at: NOW }]);

    expect([...unit.sessions.keys()]).toEqual(["ses_2"]);
    expect([...unit.changed.sessions]).toEqual(["ses_2"]);
    expect([...unit.customers.keys()]).toEqual(["cus_2"]);
    expect([...unit.changed.customers]).toEqual(["cus_2"]);
    expect([...unit.allSessionsOf.keys()]).toEqual(["cus_2"]);
    expect([...unit.previousSends.keys()]).toEqual([sendKey("ses_2", "mem_eve", "a")]);
    expect([...unit.changed.chatted.values()].map(({ customerId }) => customerId)).toEqual(["cus_2"]);
    expect([...unit.changed.erased.sessions]).toEqual(["ses_1", "ses_3"]);
    expect([...unit.changed.erased.customers]).toEqual(["cus_1"]);
  });
});

describe("other changes of a unit of work", () => {
  test("are kept until they are written, those of a member together", () => {
    const unit = unitOfWork();
    addChanges(unit, {});
    expect([unit.changed.settings, unit.changed.isErased, unit.changed.botToken]).toEqual([
      false,
      false,
      undefined,
    ]);
    const settings = defaultSettings("Other", 0);
    const audit = { memberId: null, action: "switch-turned", detail: {} } as const;
    addChanges(unit, { settings, botToken: null, audit, erasesOrganization: true });
    addChanges(unit, { members: [{ id: "mem_eve", available: false }] });
    addChanges(unit, { members: [{ id: "mem_eve", capacity: 3 }], audit });
    expect(unit.settings).toBe(settings);
    expect(unit.changed).toMatchObject({
      settings: true,
      isErased: true,
      botToken: null,
      audit: [audit, audit],
    });
    expect(unit.changed.members.get("mem_eve")).toEqual({ id: "mem_eve", available: false, capacity: 3 });
  });

  test("add a customer with a token, and change one who is there with or without", () => {
    const unit = unitOfWork();
    const customer = { id: "cus_1", name: "Ada", email: "a@example.com" } as const;
    expect(() => addChanges(unit, { customer })).toThrow("needs a token");
    addChanges(unit, { customer, customerToken: { id: "cus_1", tokenHash: "one", expiresAt: 5 } });
    const row = {
      orgId: "org_1",
      ...customer,
      tokenHash: "one",
      tokenExpiresAt: 5,
      lastMemberId: null,
      createdAt: NOW,
    } as const;
    expect(unit.customers.get("cus_1")).toEqual(row);
    addChanges(unit, { customer: { ...customer, name: "Ada L." } });
    expect(unit.customers.get("cus_1")).toEqual({ ...row, name: "Ada L." });
    addChanges(unit, { customer, customerToken: { id: "cus_1", tokenHash: "two", expiresAt: 6 } });
    expect(unit.customers.get("cus_1")).toEqual({ ...row, tokenHash: "two", tokenExpiresAt: 6 });
    expect([...unit.changed.customers]).toEqual(["cus_1"]);
  });
});

describe("what a decision sees of a unit of work", () => {
  const deps = { newId: () => "id", random: () => 0, instanceId: "ins_1", onSetBack: () => null };

  test("is a queue in its order, without sessions that are about to leave it", () => {
    const unit = unitOfWork();
    addCustomer(unit, "cus_1");
    addFacts(unit, []);
    const queued = (id: SessionId, queuedAt: number, change: Partial<Session> = {}) =>
      read(unit, newSession(id, "cus_1", { holder: { kind: "queue" }, queuedAt, ...change }));
    queued("ses_late", 9);
    queued("ses_early", 8);
    queued("ses_over", 1, { clock: { ...CLOCK, expiresAt: NOW } });
    queued("ses_held", 1, { holder: EVE });
    expect(queueIn(unit).map(({ session }) => session.id)).toEqual(["ses_early", "ses_late"]);
    expect(queueIn(unit)[0]?.lastMemberId).toBeNull();

    const scene = buildScene(unit, deps);
    expect(() => scene.queue()).toThrow("the queue was not named");
    expect(() => scene.roster()).toThrow("the roster was not named");
    unit.queue = { head: [], read: 0, isWhole: true };
    expect(scene.queue()).toHaveLength(2);
  });

  test("are the sessions of a customer that are open or unattended, and those a member holds", () => {
    const unit = unitOfWork();
    read(unit, newSession("ses_open", "cus_1", { holder: EVE }));
    read(unit, newSession("ses_ended", "cus_1", { endedAt: 5 }));
    read(unit, newSession("ses_missed", "cus_1", { endedAt: 5, unattended: true }));
    read(unit, newSession("ses_other", "cus_2", { holder: { ...EVE, memberId: "mem_flo" } }));
    const scene = buildScene(unit, deps);

    expect(scene.sessionsOf("cus_1").map(({ id }) => id)).toEqual(["ses_open", "ses_missed"]);
    expect(scene.heldBy("mem_eve").map(({ id }) => id)).toEqual(["ses_open"]);
    expect(scene.session("ses_other")?.customerId).toBe("cus_2");
    expect(scene.session("ses_none")).toBeNull();
    expect(scene.previousSend("ses_open", "customer", "a")).toBeNull();
    expect(scene.chatsOf("cus_1")).toBeNull();
    addCustomer(unit, "cus_1");
    unit.allSessionsOf.set("cus_1", ["ses_old", "ses_open", "ses_gone"]);
    unit.changed.erased.sessions.add("ses_gone");
    expect(scene.chatsOf("cus_1")?.toSorted()).toEqual(["ses_ended", "ses_missed", "ses_old", "ses_open"]);
  });
});
