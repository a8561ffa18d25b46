import { describe, expect, test } from "bun:test";
import { decideAskPerson } from "../conversations/customer-requests.ts";
import { decided } from "../model/decision.ts";
import type { SessionId } from "../model/ids.ts";
import { MINUTE } from "../model/instant.ts";
import { liveAgents, NOON, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { memberReplies, customerWrites } from "../testing/exchange-messages.ts";
import { decideTurnSwitch, decideUndoSwitch } from "./answering-switch.ts";

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
