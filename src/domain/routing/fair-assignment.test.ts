import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { decideMemberAvailability, decideMemberActive } from "../team/change-member.ts";
import { decideEnd } from "../conversations/end-session.ts";
import type { SessionId } from "../model/ids.ts";
import { decideAccept, decideAcceptNext } from "./take-chat.ts";
import { liveAgents, InMemoryOrganization } from "../testing/in-memory-organization.ts";

function open(organization: InMemoryOrganization, count: number, from = 0): SessionId[] {
  return Array.from({ length: count }, (_, i) => organization.open(`customer${from + i}`));
}

describe("sharing out chats", () => {
  test("six chats over three agents end two, two, two", () => {
    const organization = new InMemoryOrganization(liveAgents);
    for (const name of ["ada", "ben", "cleo"]) organization.addMember(name);

    open(organization, 6);

    expect(organization.loads()).toEqual({ ada: 2, ben: 2, cleo: 2 });
  });

  test("a fourth agent arriving gets the next", () => {
    const organization = new InMemoryOrganization(liveAgents);
    for (const name of ["ada", "ben", "cleo"]) organization.addMember(name);
    open(organization, 6);
    organization.addMember("dora");

    open(organization, 1, 6);

    expect(organization.loads()).toMatchObject({ dora: 1 });
  });

  test("when everyone is full the rest waits, and comes in as soon as a chat ends", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const ada = organization.addMember("ada", { capacity: 1 });
    const [first, second] = open(organization, 2);

    expect(organization.session(second ?? "ses_").holder).toEqual({ kind: "queue" });
    organization.act([first ?? "ses_"], (scene) => decideEnd(scene, first ?? "ses_", { kind: "customer" }));

    expect(organization.session(second ?? "ses_").holder).toEqual({
      kind: "agent",
      memberId: ada,
      name: "ada",
    });
  });

  test("who becomes available is given who has waited longest", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const ada = organization.addMember("ada", { available: false, capacity: 1 });
    const [first = "ses_" as const, second = "ses_" as const] = open(organization, 2);

    organization.act([], (scene) => decideMemberAvailability(scene, ada, true));

    expect([organization.session(first).holder.kind, organization.session(second).holder.kind]).toEqual([
      "agent",
      "queue",
    ]);
  });

  test("chats of a member who is let go go before those who queue for the first time", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const ada = organization.addMember("ada", { capacity: 1 });
    const ben = organization.addMember("ben", { available: false, capacity: 1 });
    const [held = "ses_" as const] = open(organization, 2);

    organization.act([], (scene) => decideMemberActive(scene, ada, false));
    organization.act([], (scene) => decideMemberAvailability(scene, ben, true));

    expect(organization.session(held).holder).toMatchObject({ memberId: ben });
  });

  test("accepting by hand goes beyond capacity and leaves the cursor alone", () => {
    const organization = new InMemoryOrganization(liveAgents);
    organization.addMember("ada", { capacity: 1 });
    open(organization, 2);

    organization.act([], (scene) => decideAcceptNext(scene, { memberId: "mem_ada", name: "ada" }));

    expect(organization.loads()).toEqual({ ada: 2 });
  });

  test("of two who accept the same chat the second is told who was quicker", () => {
    const organization = new InMemoryOrganization(liveAgents);
    const [waiting = "ses_" as const] = open(organization, 1);
    organization.act([waiting], (scene) =>
      decideAccept(scene, waiting, { memberId: "mem_ada", name: "Ada" }),
    );

    const second = () =>
      organization.act([waiting], (scene) =>
        decideAccept(scene, waiting, { memberId: "mem_ben", name: "Ben" }),
      );

    expect(second).toThrow(expect.objectContaining({ code: "already-taken", detail: "Ada" }));
  });

  test("under least busy, loads never differ by more than one while nobody leaves", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 30 }), (agents, chats) => {
        const organization = new InMemoryOrganization(liveAgents);
        for (let i = 0; i < agents; i++) organization.addMember(`agent${i}`, { capacity: 50 });

        open(organization, chats);

        const loads = Object.values(organization.loads());
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("nobody is given more than their capacity, and nobody waits while somebody is free", () => {
    const steps = fc.array(fc.tuple(fc.constantFrom("open", "end", "off", "on"), fc.nat(30)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (script) => {
        const organization = new InMemoryOrganization(liveAgents);
        const members = ["ada", "ben", "cleo"].map((name) => organization.addMember(name, { capacity: 2 }));
        const chats: SessionId[] = [];
        for (const [what, n] of script) {
          const member = members[n % members.length] ?? "mem_ada";
          const chat = chats[n % Math.max(1, chats.length)];
          if (what === "open") chats.push(...open(organization, 1, chats.length));
          else if (what === "end" && chat)
            organization.act([chat], (scene) => decideEnd(scene, chat, { kind: "customer" }));
          else if (what !== "end")
            organization.act([], (scene) => decideMemberAvailability(scene, member, what === "on"));

          const free = organization
            .scene()
            .roster()
            .filter(({ available, load }) => available && load < 2);
          expect(Math.max(...Object.values(organization.loads()))).toBeLessThanOrEqual(2);
          expect(free.length > 0 && organization.scene().queue().length > 0).toBe(false);
        }
      }),
    );
  });
});
