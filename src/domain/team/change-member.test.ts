import { describe, expect, test } from "bun:test";
import type { Decision } from "../model/decision.ts";
import type { MemberId } from "../model/ids.ts";
import { customerWrites, memberReplies } from "../testing/exchange-messages.ts";
import { InMemoryOrganization, liveAgents, NOON } from "../testing/in-memory-organization.ts";
import { decideMemberActive, decideMemberAvailability, decideMemberRole } from "./change-member.ts";

function refusalOf({ refusal, facts, changes }: Decision<null>) {
  return { code: refusal?.code, facts: facts.length, changes };
}
const REFUSED = { facts: 0, changes: undefined };

/** An organization with these admins, and Ada, who is an agent. */
function team(...admins: string[]): InMemoryOrganization {
  const organization = new InMemoryOrganization(liveAgents);
  for (const name of admins) organization.addMember(name, { role: "admin" });
  organization.addMember("ada");
  return organization;
}

describe("the last admin", () => {
  test("stays an admin, and stays active", () => {
    const scene = team("boss").scene();

    expect(refusalOf(decideMemberRole(scene, "mem_boss", "agent"))).toEqual({
      code: "last-admin",
      ...REFUSED,
    });
    expect(refusalOf(decideMemberActive(scene, "mem_boss", false))).toEqual({
      code: "last-admin",
      ...REFUSED,
    });
  });

  test("is so although there are others who were deactivated", () => {
    const organization = team("boss", "gone");
    organization.change("mem_gone", { active: false });

    expect(decideMemberRole(organization.scene(), "mem_boss", "agent").refusal?.code).toBe("last-admin");
    expect(decideMemberActive(organization.scene(), "mem_boss", false).refusal?.code).toBe("last-admin");
  });

  test("may be made an admin and be activated again", () => {
    const scene = team("boss").scene();

    expect(decideMemberRole(scene, "mem_boss", "admin").refusal).toBeNull();
    expect(decideMemberActive(scene, "mem_boss", true).refusal).toBeNull();
  });

  test("does not keep agents, or the deactivated, from being changed", () => {
    const organization = team("boss", "gone");
    organization.change("mem_gone", { active: false });
    const scene = organization.scene();

    expect(decideMemberRole(scene, "mem_ada", "agent").refusal).toBeNull();
    expect(decideMemberActive(scene, "mem_ada", false).refusal).toBeNull();
    expect(decideMemberRole(scene, "mem_gone", "agent").refusal).toBeNull();
  });

  test("is nobody while there are two", () => {
    const scene = team("boss", "chief").scene();

    for (const id of ["mem_boss", "mem_chief"] as const) {
      expect(decideMemberRole(scene, id, "agent").refusal).toBeNull();
      expect(decideMemberActive(scene, id, false).refusal).toBeNull();
    }
  });
});

describe("a change of a member", () => {
  const CHANGED = [{ kind: "members-changed", at: NOON }] as const;

  test("changes their role and nothing else", () => {
    const { facts, changes } = decideMemberRole(team("boss").scene(), "mem_ada", "admin");

    expect({ facts, changes }).toEqual({
      facts: [...CHANGED],
      changes: { members: [{ id: "mem_ada", role: "admin" }] },
    });
  });

  test("changes their availability and nothing else", () => {
    const { facts, changes } = decideMemberAvailability(team("boss").scene(), "mem_ada", false);

    expect({ facts, changes }).toEqual({
      facts: [...CHANGED],
      changes: { members: [{ id: "mem_ada", available: false }] },
    });
  });

  test("is refused for who is not a member", () => {
    const scene = team("boss").scene();
    const stranger: MemberId = "mem_stranger";

    expect(refusalOf(decideMemberRole(scene, stranger, "admin"))).toEqual({
      code: "member-unknown",
      ...REFUSED,
    });
    expect(refusalOf(decideMemberActive(scene, stranger, true))).toEqual({
      code: "member-unknown",
      ...REFUSED,
    });
  });

  test("that deactivates them queues their chats again; one that reactivates them moves none", () => {
    const organization = team("boss");
    organization.change("mem_boss", { available: false });
    const id = organization.open("maria");
    memberReplies(organization, id);
    customerWrites(organization, id);

    const back = decideMemberActive(organization.scene(), "mem_ada", true);
    expect(back).toMatchObject({ facts: CHANGED, changes: { members: [{ id: "mem_ada", active: true }] } });
    organization.act([], (scene) => decideMemberActive(scene, "mem_ada", false));

    expect(organization.facts.slice(-2)).toMatchObject([
      ...CHANGED,
      { kind: "session-held", holder: { kind: "queue" }, why: { kind: "agent-gone" }, returned: true },
    ]);
    expect(
      organization
        .scene()
        .roster()
        .find(({ memberId }) => memberId === "mem_ada")?.active,
    ).toBe(false);
  });
});
