import { describe, expect, test } from "bun:test";
import { DatabaseUnavailable } from "../db/store/database-unavailable.ts";
import { ExportStopped } from "../services/privacy/export-data.ts";
import { createExportStream } from "./export-stream.ts";

/** A stream of two portions, after which `last` happens, and how often it was over. */
function open(last: () => void = () => {}) {
  const reports: string[] = [];
  let [read, over, isEnded] = [0, 0, false];
  async function* portions() {
    try {
      for (const portion of ["one\n", "two\n"]) {
        read += 1;
        yield portion;
      }
      last();
    } finally {
      isEnded = true;
    }
  }
  const stream = createExportStream(portions(), {
    report: (where, error) => void reports.push(`${where}: ${String(error)}`),
    onOver: () => void (over += 1),
  });
  return { stream, reports, read: () => read, over: () => over, isEnded: () => isEnded };
}

function failing(error: Error) {
  return () => {
    throw error;
  };
}

describe("an export's stream", () => {
  test("has the portions in order, is over once, and reads none before it is asked", async () => {
    const { stream, reports, read, over } = open();
    await Bun.sleep(0);
    expect(read()).toBe(0);

    expect(await new Response(stream).text()).toBe("one\ntwo\n");
    expect([over(), reports]).toEqual([1, []]);
  });

  test("that is left reads no further, ends what it reads, and is over once", async () => {
    const { stream, over, read, isEnded } = open();
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();

    expect([over(), read(), isEnded()]).toEqual([1, 1, true]);
  });

  test.each([
    ["whose right has ended", new ExportStopped("access-ended")],
    ["whose database is away", new DatabaseUnavailable(false, null)],
  ])("%s breaks off, which is nothing to report", async (_, error) => {
    const { stream, reports, over } = open(failing(error));

    await expect(new Response(stream).text()).rejects.toBeUndefined();
    expect([over(), reports]).toEqual([1, []]);
  });

  test("that fails otherwise breaks off, and is reported", async () => {
    const { stream, reports, over } = open(failing(new Error("a bug")));

    await expect(new Response(stream).text()).rejects.toBeUndefined();
    expect([over(), reports]).toEqual([1, ["export: Error: a bug"]]);
  });
});
