import { describe, expect, test } from "bun:test";
import { InMemoryOrganization, NOON } from "../testing/in-memory-organization.ts";
import { decideTurnSwitch, decideUndoSwitch } from "./answering-switch.ts";

const ana = { memberId: "mem_ana", name: "Ana" } as const;
const turned = { no: 2, answers: "agents", at: NOON, by: "Ana", undoes: null } as const;

describe("a turn of the switch", () => {
  test("raises its number, names who turned it, and stands in the audit log", () => {
    const organization = new InMemoryOrganization();

    expect(decideTurnSwitch(organization.scene(), "agents", ana)).toEqual({
      facts: [{ kind: "settings-changed", part: "answering", at: NOON }],
      result: turned,
      refusal: null,
      changes: {
        settings: { ...organization.settings, switch: turned },
        audit: { memberId: "mem_ana", action: "switch-turned", detail: { no: 2, answers: "agents" } },
      },
    });
  });

  test("to where it stands changes nothing", () => {
    const organization = new InMemoryOrganization();
    const { facts, result, changes } = decideTurnSwitch(organization.scene(), "bot", ana);

    expect({ facts, result, changes }).toEqual({
      facts: [],
      result: organization.settings.switch,
      changes: {},
    });
  });
});

describe("undoing a turn", () => {
  test("turns it to the other side, in both directions, and says which turn it undoes", () => {
    const organization = new InMemoryOrganization();
    organization.act([], (scene) => decideTurnSwitch(scene, "agents", ana));

    const undone = organization.act([], (scene) => decideUndoSwitch(scene, 2, ana));
    expect(undone).toEqual({ no: 3, answers: "bot", at: NOON, by: "Ana", undoes: 2 });

    const again = decideUndoSwitch(organization.scene(), 3, ana);
    expect(again.result).toEqual({ no: 4, answers: "agents", at: NOON, by: "Ana", undoes: 3 });
    expect(again.changes?.audit).toEqual({
      memberId: "mem_ana",
      action: "switch-undone",
      detail: { no: 4, answers: "agents" },
    });
  });

  test("of an older number is refused with the present state", () => {
    const organization = new InMemoryOrganization();
    const { result, refusal, facts } = decideUndoSwitch(organization.scene(), 7, ana);

    expect({ result, code: refusal?.code, facts }).toEqual({
      result: organization.settings.switch,
      code: "nothing-to-undo",
      facts: [],
    });
  });
});
