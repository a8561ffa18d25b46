import { afterEach, beforeEach, describe, expect, jest, test } from "bun:test";
import { AutosaveQueue } from "./autosave-queue.ts";

const RETRY_MS = 3_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

const means = (word: string) => (error: unknown) => error instanceof Error && error.message === word;

/** A server that keeps one text, as the real one does, and an editor's queue to it. */
function editing() {
  const stored = { text: "", version: 1 };
  const state = { trouble: null as "refused" | "away" | "answer lost" | null, conflicts: 0 };
  const sent: [string, number][] = [];
  const over: string[] = [];
  async function save(content: string, expected: number, keepsPresent: boolean): Promise<number> {
    sent.push([content, expected]);
    if (keepsPresent) over.push(content);
    await Promise.resolve();
    if (state.trouble === "refused" || state.trouble === "away") throw new Error(state.trouble);
    if (content !== stored.text) {
      if (expected !== stored.version) throw new Error("conflict");
      Object.assign(stored, { text: content, version: expected + 1 });
    }
    if (state.trouble === "answer lost") throw new Error(state.trouble);
    return stored.version;
  }
  const queue = new AutosaveQueue<string>({
    content: "",
    version: 1,
    isSame: Object.is,
    save,
    isConflict: means("conflict"),
    isRefused: means("refused"),
    onConflict: () => void (state.conflicts += 1),
    onChange: () => {},
  });
  return { stored, state, sent, over, queue };
}

async function pass(ms: number): Promise<void> {
  jest.advanceTimersByTime(ms);
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

describe("what is typed", () => {
  test("is tried again after it could not be saved at once", async () => {
    const { stored, state, queue } = editing();
    state.trouble = "away";
    queue.change("a");
    expect(await queue.flush()).toBeNull();
    expect(queue.state).toBe("failed");
    state.trouble = null;
    await pass(RETRY_MS);

    expect(stored.text).toBe("a");
    expect(queue.state).toBe("saved");
  });

  test("is not tried again after the editor is left", async () => {
    const { state, sent, queue } = editing();
    state.trouble = "away";
    queue.change("a");
    await queue.end();
    const before = sent.length;
    await pass(RETRY_MS);

    expect(sent).toHaveLength(before);
  });

  test("is no conflict with oneself when the server's answer was lost", async () => {
    const { stored, state, sent, queue } = editing();
    state.trouble = "answer lost";
    queue.change("a");
    await queue.flush();
    state.trouble = null;
    queue.change("ab");

    expect(await queue.flush()).toBe(3);
    expect(sent).toEqual([
      ["a", 1],
      ["a", 1],
      ["ab", 2],
    ]);
    expect(stored.text).toBe("ab");
    expect([queue.state, state.conflicts]).toEqual(["saved", 0]);
  });

  test("is sent as it is now after the server has refused what was sent before", async () => {
    const { state, sent, queue } = editing();
    state.trouble = "refused";
    queue.change("too long");
    await queue.flush();
    state.trouble = null;
    queue.change("short");
    await pass(RETRY_MS);

    expect(sent.map(([text]) => text)).toEqual(["too long", "short"]);
  });

  test("is sent whole in a conflict, also what was typed after an answer was lost", async () => {
    const { stored, state, sent, queue } = editing();
    state.trouble = "away";
    queue.change("a");
    await queue.flush();
    Object.assign(stored, { text: "Ben's", version: 2 });
    state.trouble = null;
    queue.change("ab");

    expect(await queue.flush()).toBeNull();
    expect(sent.slice(1).map(([text]) => text)).toEqual(["a", "ab"]);
    expect([queue.state, state.conflicts]).toEqual(["conflict", 1]);
  });

  test("keeps what it was decided to write over in a conflict, until that is saved, and no longer", async () => {
    const { stored, state, over, queue } = editing();
    Object.assign(stored, { text: "the other tab's", version: 2 });
    queue.change("mine");
    await queue.flush();
    expect(over).toEqual([]);
    queue.goOn(2);
    state.trouble = "away";
    await queue.flush();
    state.trouble = null;
    await queue.flush();
    queue.change("mine, longer");
    await queue.flush();

    expect(stored.text).toBe("mine, longer");
    expect(over).toEqual(["mine", "mine"]);
  });

  test("is sent once more when it gives way, if it was changed after the conflict", async () => {
    const { stored, sent, queue } = editing();
    Object.assign(stored, { text: "Ben's", version: 2 });
    queue.change("mine");
    await queue.flush();
    queue.change("mine, longer");
    await queue.giveWay("Ben's", 2);

    expect(sent).toEqual([
      ["mine", 1],
      ["mine, longer", 1],
    ]);
    expect([queue.content, queue.version, queue.state]).toEqual(["Ben's", 2, "saved"]);
    expect(stored.text).toBe("Ben's");
  });

  test("is not sent again when it gives way as it was refused", async () => {
    const { stored, sent, queue } = editing();
    Object.assign(stored, { text: "Ben's", version: 2 });
    queue.change("mine");
    await queue.flush();
    await queue.giveWay("Ben's", 2);

    expect(sent).toEqual([["mine", 1]]);
  });
});
