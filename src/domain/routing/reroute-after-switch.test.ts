import { describe, expect, test } from "bun:test";
import { decideAskPerson } from "../conversations/customer-requests.ts";
import { decided } from "../model/decision.ts";
import type { SessionId } from "../model/ids.ts";
import { MINUTE } from "../model/instant.ts";
import { liveAgents, NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { memberReplies, customerWrites } from "../testing/exchange-messages.ts";
import { decideTurnSwitch, decideUndoSwitch } from "./answering-switch.ts";
import { rerouteSession, wouldReroute } from "./reroute-after-switch.ts";

const ana = { memberId: "mem_ana", name: "Ana" } as const;

function turn(organization: InMemoryOrganization, answers: "bot" | "agents") {
  return organization.act([], (scene) => decideTurnSwitch(scene, answers, ana));
}
function undo(organization: InMemoryOrganization) {
  return organization.act([], (scene) => decideUndoSwitch(scene, organization.settings.switch.no, ana));
}
/** Reroutes sessions by running a command about them, as the server does after a turn of the switch. */
function touch(organization: InMemoryOrganization, ...ids: SessionId[]) {
  organization.act(ids, () => decided([], null));
}

describe("turning the switch to live agents", () => {
  test("stops running answers and puts every chat of the chatbot in line", () => {
    const organization = new InMemoryOrganization();
    const id = organization.open("maria");
    customerWrites(organization, id);

    turn(organization, "agents");
    touch(organization, id);

    expect(organization.kinds(id).slice(-2)).toEqual(["bot-turn-stopped", "session-held"]);
    expect(organization.session(id)).toMatchObject({ holder: { kind: "queue" }, needsPerson: false });
  });

  test("routes the next message even before the chat was moved", () => {
    const organization = new InMemoryOrganization();
    organization.addMember("ada");
    const id = organization.open("maria");

    turn(organization, "agents");
    customerWrites(organization, id);

    expect(organization.session(id)).toMatchObject({ holder: { name: "ada" }, botTurn: null });
  });

  test("turning it to where it stands is no turn", () => {
    const organization = new InMemoryOrganization();

    expect(turn(organization, "bot").no).toBe(1);
  });
});

describe("turning the switch to the chatbot", () => {
  test("gives it everybody in line, and it answers what is open", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    customerWrites(organization, id);

    turn(organization, "bot");
    touch(organization, id);

    expect(organization.session(id).botTurn).not.toBeNull();
  });

  test("except who asked for a person", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.act([id], (scene) => decideAskPerson(scene, id));

    turn(organization, "bot");
    touch(organization, id);

    expect(organization.session(id)).toMatchObject({ holder: { kind: "queue" }, routedUnder: 2 });
  });

  test("agents keep their chats", () => {
    const organization = new InMemoryOrganization(liveAgents);
    organization.addMember("ada");
    const id = organization.open("maria");

    turn(organization, "bot");
    touch(organization, id);

    expect(organization.session(id).holder).toMatchObject({ name: "ada" });
  });
});

describe("taking a turn of the switch back", () => {
  test("takes back chats it gave out in which nobody has written", () => {
    const organization = new InMemoryOrganization();
    organization.addMember("ada");
    const id = organization.open("maria");
    turn(organization, "agents");
    touch(organization, id);
    expect(organization.session(id).holder).toMatchObject({ name: "ada" });

    undo(organization);
    touch(organization, id);

    expect(organization.session(id).holder).toEqual({ kind: "bot" });
  });

  test("leaves those in which a member has written", () => {
    const organization = new InMemoryOrganization();
    organization.addMember("ada");
    const id = organization.open("maria");
    turn(organization, "agents");
    touch(organization, id);
    memberReplies(organization, id);

    undo(organization);
    touch(organization, id);

    expect(organization.session(id).holder).toMatchObject({ name: "ada" });
  });

  test("gives who stood in line their old place back", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const first = organization.open("maria");
    turn(organization, "bot");
    touch(organization, first);
    organization.now = NOON + MINUTE;

    undo(organization);
    touch(organization, first);

    expect(organization.session(first)).toMatchObject({ holder: { kind: "queue" }, queuedAt: NOON });
  });

  test("is for the newest turn only", () => {
    const organization = new InMemoryOrganization();
    turn(organization, "agents");

    expect(() => organization.act([], (scene) => decideUndoSwitch(scene, 1, ana))).toThrow(
      expect.objectContaining({ code: "nothing-to-undo" }),
    );
  });
});

const turned = (answers: "bot" | "agents", no: number, undoes: number | null = null) =>
  ({ no, answers, at: NOON, by: "Ana", undoes }) as const;

const queued = (organization = new InMemoryOrganization(liveAgents)) => {
  const id = organization.open("maria");
  return organization.session(id);
};

const withBot = () => queued(new InMemoryOrganization());

describe("a turn of the switch is recorded in each chat", () => {
  test("with what a later undoing needs, and why it moved", () => {
    expect(rerouteSession(withBot(), turned("agents", 2), NOON + 1)).toMatchObject([
      {
        kind: "session-held",
        holder: { kind: "queue" },
        why: { kind: "switched" },
        routedUnder: 2,
        queuedAt: NOON + 1,
        movedBySwitch: { under: 2, from: "bot", queuedAt: null },
      },
    ]);
    expect(rerouteSession({ ...queued(), needsPerson: false }, turned("bot", 2), NOON + 1)).toMatchObject([
      {
        holder: { kind: "bot" },
        why: { kind: "switched" },
        routedUnder: 2,
        needsPerson: false,
        queuedAt: null,
        movedBySwitch: { under: 2, from: "queue", queuedAt: NOON },
      },
    ]);
  });

  test("where it stays, with the number only", () => {
    const session = queued();

    expect(rerouteSession({ ...session, needsPerson: true }, turned("bot", 2), NOON)).toEqual([
      { kind: "session-rerouted", sessionId: session.id, routedUnder: 2 },
    ]);
    expect(rerouteSession(session, turned("agents", 2), NOON)).toMatchObject([{ kind: "session-rerouted" }]);
  });

  test("as undone, where it undoes a turn, with the old place of a chat that this turn had moved", () => {
    const moved = { ...withBot(), movedBySwitch: { under: 2, from: "queue", queuedAt: 7 } } as const;

    expect(rerouteSession(moved, turned("agents", 3, 2), NOON)).toMatchObject([
      { why: { kind: "switch-undone" }, queuedAt: 7, routedUnder: 3 },
    ]);
    expect(rerouteSession(moved, turned("agents", 4, 3), NOON)).toMatchObject([
      { why: { kind: "switched" }, queuedAt: NOON },
    ]);
    expect(rerouteSession(moved, turned("agents", 3), NOON)).toMatchObject([{ why: { kind: "switched" } }]);
    expect(rerouteSession(queued(), turned("bot", 3, 2), NOON)).toMatchObject([
      { why: { kind: "switch-undone" } },
    ]);
  });

  test("and says which chats it would move", () => {
    const agent = { kind: "agent", memberId: "mem_ada", name: "ada" } as const;

    expect(wouldReroute(withBot(), "agents")).toBe(true);
    expect(wouldReroute(queued(), "agents")).toBe(false);
    expect(wouldReroute(withBot(), "bot")).toBe(false);
    expect(wouldReroute(queued(), "bot")).toBe(true);
    expect(wouldReroute({ ...queued(), needsPerson: true }, "bot")).toBe(false);
    for (const answers of ["agents", "bot"] as const)
      expect(wouldReroute({ ...queued(), holder: agent }, answers)).toBe(false);
  });
});
