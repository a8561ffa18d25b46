import { describe, expect, test } from "bun:test";
import { freezeOrder } from "./freeze-order.ts";

const self = (name: string) => name;

describe("a list under the hand", () => {
  test("keeps its order while the order of things changes, and counts what has moved", () => {
    expect(freezeOrder(["jo", "maria", "ken"], self, ["maria", "jo", "ken"])).toEqual({
      shown: ["maria", "jo", "ken"],
      updates: 2,
    });
  });

  test("puts newcomers last, so that nothing is pushed away", () => {
    expect(freezeOrder(["lea", "maria", "jo"], self, ["maria", "jo"]).shown).toEqual(["maria", "jo", "lea"]);
  });

  test("leaves out what has gone", () => {
    expect(freezeOrder(["jo"], self, ["maria", "jo"])).toEqual({ shown: ["jo"], updates: 0 });
  });

  test("is in order again when the hand is gone", () => {
    expect(freezeOrder(["jo", "maria"], self, null)).toEqual({ shown: ["jo", "maria"], updates: 0 });
  });
});
