import { act } from "@testing-library/react";
import { describe, expect, test } from "bun:test";
import { newCard, newLane, newSession } from "../../../testing/chat-fixtures.ts";
import { serveChats } from "../../../testing/serve-chats.ts";
import { openPage, PHONE } from "../../../testing/page.tsx";
import { useMemberStorage } from "../../../live/member-storage.ts";
import { toast } from "../chat/toast.ts";
import { focusRequest } from "./focus-request.ts";
import { type Lanes, useLanes } from "./use-lanes.ts";

const page = openPage();
const NAMES = ["Ada", "Ben", "Cid", "Dan"];

/** Renders the hook at 1,440 px, which leaves room for three lanes. */
async function drawLanes() {
  const lanes = NAMES.map((name) => newLane(newSession({}, name)));
  serveChats(page, { cards: NAMES.map((name) => newCard(name)), lanes });
  const { result } = page.drawHook(useLanes);
  await page.settle();
  return {
    now: () => result.current,
    async do(move: (moves: Lanes["moves"]) => void) {
      act(() => move(result.current.moves));
      await page.settle();
    },
  };
}

async function openAll(...names: string[]) {
  const lanes = await drawLanes();
  for (const name of names) await lanes.do(({ open }) => open(`cus_${name.toLowerCase()}`, false));
  return lanes;
}

describe("lanes", () => {
  test("stand side by side in the order in which they were opened, the last with the keyboard", async () => {
    const lanes = await openAll("Ada", "Ben");

    expect(lanes.now().drawn).toEqual(["cus_ada", "cus_ben"]);
    expect(lanes.now().layout.focused).toBe("cus_ben");
    expect(focusRequest.get()).toBe("cus_ben");
  });

  test("say which one had to step back, and can put it back", async () => {
    const lanes = await openAll("Ada", "Ben", "Cid", "Dan");
    expect(toast.get()?.text).toBe("Hid Ada to make room. The chat is still open, in the bar at the top.");
    expect(lanes.now().drawn).toEqual(["cus_ben", "cus_cid", "cus_dan"]);

    act(() => toast.get()?.undo?.());
    await page.settle();
    expect(lanes.now().drawn).toEqual(["cus_ada", "cus_ben", "cus_cid"]);
  });

  test("say nothing while there is room", async () => {
    await openAll("Ada", "Ben", "Cid");

    expect(toast.get()).toBeNull();
  });

  test("take back what was said before once another is opened", async () => {
    const lanes = await openAll("Ada", "Ben", "Cid", "Dan");
    await lanes.do(({ open }) => open("cus_ben", false));

    expect(toast.get()).toBeNull();
  });

  test("say nothing when one was asked to take the place of another", async () => {
    const lanes = await openAll("Ada");
    await lanes.do(({ open }) => open("cus_ben", true));

    expect(lanes.now().drawn).toEqual(["cus_ben"]);
    expect(toast.get()).toBeNull();
  });

  test("on a phone stand one at a time, and say nothing", async () => {
    page.resize(PHONE);
    const lanes = await openAll("Ada", "Ben");

    expect(lanes.now().drawn).toEqual(["cus_ben"]);
    expect(toast.get()).toBeNull();
  });

  test("let one with unsent words step back last", async () => {
    const lanes = await openAll("Ada", "Ben", "Cid");
    page.drawHook(useMemberStorage).result.current.drafts.write("cus_ada", "Half a");
    await lanes.do(({ open }) => open("cus_dan", false));

    expect(toast.get()?.text).toBe("Hid Ben to make room. The chat is still open, in the bar at the top.");
  });

  test("give the keyboard to the lane beside one that is closed, and to the list after the last", async () => {
    const lanes = await openAll("Ada", "Ben");
    await lanes.do(({ close }) => close("cus_ben"));
    expect(focusRequest.get()).toBe("cus_ada");

    await lanes.do(({ close }) => close("cus_ada"));
    expect(focusRequest.get()).toBe("list");
  });

  test("keep the keyboard in one that is folded or unfolded", async () => {
    const lanes = await openAll("Ada", "Ben");
    await lanes.do(({ collapse }) => collapse("cus_ada"));
    expect(focusRequest.get()).toBe("cus_ada");

    focusRequest.set(null);
    await lanes.do(({ expand }) => expand("cus_ada"));
    expect(focusRequest.get()).toBe("cus_ada");
    expect(lanes.now().layout).toMatchObject({ collapsed: [], focused: "cus_ada" });
  });

  test("note who is busy, are maximised, moved, shared out, and the list pinned", async () => {
    const lanes = await openAll("Ada", "Ben");
    await lanes.do(({ focus }) => focus("cus_ada"));
    await lanes.do(({ move }) => move("cus_ada", 1));
    await lanes.do(({ share }) => share({ cus_ada: 2 }));
    await lanes.do(({ setList }) => setList("names"));
    expect(lanes.now().layout).toMatchObject({
      focused: "cus_ada",
      shown: ["cus_ben", "cus_ada"],
      shares: { cus_ada: 2 },
      list: "names",
    });

    await lanes.do(({ maximise }) => maximise("cus_ben"));
    expect(lanes.now().drawn).toEqual(["cus_ben"]);
  });

  test("close those of whom there is nothing", async () => {
    const lanes = await openAll("Ada", "Eve");

    expect(lanes.now().layout.open).toEqual(["cus_ada"]);
  });

  test("tell the server which chats are looked at, the one used last first", async () => {
    await openAll("Ada", "Ben");

    expect(page.server.inputs("agent.look").at(-1)).toEqual({ customerIds: ["cus_ben", "cus_ada"] });
  });
});
