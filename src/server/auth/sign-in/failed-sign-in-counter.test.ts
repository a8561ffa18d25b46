import { describe, expect, test } from "bun:test";
import { DAY, HOUR } from "#domain/model/instant.ts";
import { createFailedSignInCounter } from "./failed-sign-in-counter.ts";

function open() {
  const clock = { at: 0 };
  return { clock, tries: createFailedSignInCounter(() => clock.at) };
}

/** The counts written to the audit log during this many failures. */
function auditedCounts(
  { failed }: ReturnType<typeof createFailedSignInCounter>,
  times: number,
  key = "ana",
): number[] {
  return Array.from({ length: times }, () => failed(key)).filter((count) => count !== null);
}

describe("failed sign-ins", () => {
  test("are worth a line at the fifth, the fiftieth and so on, however many there are", () => {
    expect(auditedCounts(open().tries, 6_000)).toEqual([5, 50, 500, 5_000]);
  });

  test("are counted for each account alone", () => {
    const { tries } = open();
    expect([auditedCounts(tries, 4), auditedCounts(tries, 4, "ben"), auditedCounts(tries, 1)]).toEqual([
      [],
      [],
      [5],
    ]);
  });

  test("are forgotten when somebody comes in, and a day after the first", () => {
    const { clock, tries } = open();
    auditedCounts(tries, 4);
    tries.succeeded("ana");
    expect(auditedCounts(tries, 4)).toEqual([]);

    clock.at += DAY - 1;
    expect(auditedCounts(tries, 1)).toEqual([5]);
    clock.at += HOUR;
    expect(auditedCounts(tries, 5)).toEqual([5]);
  });

  test("of more accounts than are remembered do not fill the memory: those begun longest ago are forgotten", () => {
    const { tries } = open();
    auditedCounts(tries, 4, "first");
    for (let n = 0; n < 20_000; n += 1) tries.failed(`account ${n}`);
    expect(auditedCounts(tries, 1, "first")).toEqual([]);
  });
});
