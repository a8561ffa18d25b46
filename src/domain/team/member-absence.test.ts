import { describe, expect, test } from "bun:test";
import { liveAgents, InMemoryOrganization } from "../testing/in-memory-organization.ts";
import { memberReplies, customerWrites } from "../testing/exchange-messages.ts";
import { decideMemberBack, decideMemberGone } from "./member-absence.ts";

describe("an agent whose connections are gone", () => {
  test("keeps a chat in which nothing is open, until the customer next writes", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.addMember("ada", { present: false });
    memberReplies(organization, id);

    organization.act([], (scene) => decideMemberGone(scene, "mem_ada"));
    expect(organization.session(id).holder).toMatchObject({ name: "ada" });
    customerWrites(organization, id);

    expect(organization.session(id)).toMatchObject({ holder: { kind: "queue" }, returned: true });
  });

  test("loses a chat that waits for an answer", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.addMember("ada", { present: false });
    memberReplies(organization, id);
    customerWrites(organization, id);

    organization.act([], (scene) => decideMemberGone(scene, "mem_ada"));

    expect(organization.session(id)).toMatchObject({ holder: { kind: "queue" }, returned: true });
  });

  test("who is back in time keeps everything", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const id = organization.open("maria");
    organization.addMember("ada", { present: false });
    memberReplies(organization, id);
    organization.act([], (scene) => decideMemberGone(scene, "mem_ada"));

    organization.act([], (scene) => decideMemberBack(scene, "mem_ada"));
    customerWrites(organization, id);

    expect(organization.session(id).holder).toMatchObject({ name: "ada" });
  });
});

/** Ada, who is away, with one chat that is answered and one that waits. */
function away() {
  const organization = new InMemoryOrganization(liveAgents);
  const [answered, waiting] = [organization.open("maria"), organization.open("jo")];
  organization.addMember("ada", { present: false });
  for (const id of [answered, waiting]) memberReplies(organization, id);
  customerWrites(organization, waiting);
  return { organization, answered, waiting };
}

describe("the absence of an agent is recorded", () => {
  test("once for a chat that is answered, and the others go to the queue", () => {
    const { organization, answered, waiting } = away();
    organization.act([], (scene) => decideMemberGone(scene, "mem_ada"));

    expect(organization.facts.slice(-2)).toMatchObject([
      { kind: "holder-away", sessionId: answered, away: true, at: organization.now },
      { kind: "session-held", sessionId: waiting, why: { kind: "agent-gone" } },
    ]);
    expect(decideMemberGone(organization.scene(), "mem_ada").facts).toEqual([]);
  });

  test("not while they, or only somebody else, are present", () => {
    const { organization } = away();
    organization.addMember("ben");
    expect(decideMemberGone(organization.scene(), "mem_ada").facts).toHaveLength(2);

    organization.change("mem_ada", { present: true });
    expect(decideMemberGone(organization.scene(), "mem_ada").facts).toEqual([]);
  });

  test("and their return, for chats that were marked", () => {
    const { organization, answered } = away();
    expect(decideMemberBack(organization.scene(), "mem_ada").facts).toEqual([]);
    organization.act([], (scene) => decideMemberGone(scene, "mem_ada"));

    expect(decideMemberBack(organization.scene(), "mem_ada").facts).toEqual([
      { kind: "holder-away", sessionId: answered, away: false, at: organization.now },
    ]);
  });
});
