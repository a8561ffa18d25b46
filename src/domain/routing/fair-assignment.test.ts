import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { decideAvailable, decideActive } from "../team/change-member.ts";
import { decideEnd } from "../conversations/end-session.ts";
import type { SessionId } from "../model/ids.ts";
import { decideAccept, decideAcceptNext } from "./take-chat.ts";
import { liveAgents, TestDesk } from "../testing/in-memory-organization.ts";

function open(desk: TestDesk, count: number, from = 0): SessionId[] {
  return Array.from({ length: count }, (_, i) => desk.open(`customer${from + i}`));
}

describe("sharing out chats", () => {
  test("six chats over three agents end two, two, two", () => {
    const desk = new TestDesk(liveAgents);
    for (const name of ["ada", "ben", "cleo"]) desk.hire(name);

    open(desk, 6);

    expect(desk.loads()).toEqual({ ada: 2, ben: 2, cleo: 2 });
  });

  test("a fourth agent arriving gets the next", () => {
    const desk = new TestDesk(liveAgents);
    for (const name of ["ada", "ben", "cleo"]) desk.hire(name);
    open(desk, 6);
    desk.hire("dora");

    open(desk, 1, 6);

    expect(desk.loads()).toMatchObject({ dora: 1 });
  });

  test("when everyone is full the rest waits, and comes in as soon as a chat ends", () => {
    const desk = new TestDesk(liveAgents);
    const ada = desk.hire("ada", { capacity: 1 });
    const [first, second] = open(desk, 2);

    expect(desk.session(second ?? "ses_").holder).toEqual({ kind: "queue" });
    desk.act([first ?? "ses_"], (scene) => decideEnd(scene, first ?? "ses_", { kind: "customer" }));

    expect(desk.session(second ?? "ses_").holder).toEqual({ kind: "agent", memberId: ada, name: "ada" });
  });

  test("who becomes available is given who has waited longest", () => {
    const desk = new TestDesk(liveAgents);
    const ada = desk.hire("ada", { available: false, capacity: 1 });
    const [first = "ses_" as const, second = "ses_" as const] = open(desk, 2);

    desk.act([], (scene) => decideAvailable(scene, ada, true));

    expect([desk.session(first).holder.kind, desk.session(second).holder.kind]).toEqual(["agent", "queue"]);
  });

  test("chats of a member who is let go go before those who queue for the first time", () => {
    const desk = new TestDesk(liveAgents);
    const ada = desk.hire("ada", { capacity: 1 });
    const ben = desk.hire("ben", { available: false, capacity: 1 });
    const [held = "ses_" as const] = open(desk, 2);

    desk.act([], (scene) => decideActive(scene, ada, false));
    desk.act([], (scene) => decideAvailable(scene, ben, true));

    expect(desk.session(held).holder).toMatchObject({ memberId: ben });
  });

  test("accepting by hand goes beyond capacity and leaves the cursor alone", () => {
    const desk = new TestDesk(liveAgents);
    desk.hire("ada", { capacity: 1 });
    open(desk, 2);

    desk.act([], (scene) => decideAcceptNext(scene, { memberId: "mem_ada", name: "ada" }));

    expect(desk.loads()).toEqual({ ada: 2 });
  });

  test("of two who accept the same chat the second is told who was quicker", () => {
    const desk = new TestDesk(liveAgents);
    const [waiting = "ses_" as const] = open(desk, 1);
    desk.act([waiting], (scene) => decideAccept(scene, waiting, { memberId: "mem_ada", name: "Ada" }));

    const second = () =>
      desk.act([waiting], (scene) => decideAccept(scene, waiting, { memberId: "mem_ben", name: "Ben" }));

    expect(second).toThrow(expect.objectContaining({ code: "already-taken", detail: "Ada" }));
  });

  test("under least busy, loads never differ by more than one while nobody leaves", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 30 }), (agents, chats) => {
        const desk = new TestDesk(liveAgents);
        for (let i = 0; i < agents; i++) desk.hire(`agent${i}`, { capacity: 50 });

        open(desk, chats);

        const loads = Object.values(desk.loads());
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
        const desk = new TestDesk(liveAgents);
        const members = ["ada", "ben", "cleo"].map((name) => desk.hire(name, { capacity: 2 }));
        const chats: SessionId[] = [];
        for (const [what, n] of script) {
          const member = members[n % members.length] ?? "mem_ada";
          const chat = chats[n % Math.max(1, chats.length)];
          if (what === "open") chats.push(...open(desk, 1, chats.length));
          else if (what === "end" && chat)
            desk.act([chat], (scene) => decideEnd(scene, chat, { kind: "customer" }));
          else if (what !== "end") desk.act([], (scene) => decideAvailable(scene, member, what === "on"));

          const free = desk
            .scene()
            .roster()
            .filter(({ available, load }) => available && load < 2);
          expect(Math.max(...Object.values(desk.loads()))).toBeLessThanOrEqual(2);
          expect(free.length > 0 && desk.scene().line().length > 0).toBe(false);
        }
      }),
    );
  });
});
