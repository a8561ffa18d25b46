import { audited, decided, refused, type Decision } from "../model/decision.ts";
import type { Scene } from "../model/scene.ts";
import type { Answers, Switch } from "../model/settings.ts";
import type { ActingMember } from "../model/member.ts";

/** Turns the switch. It changes no session; {@link file://./reroute-after-switch.ts} reroutes each of them. */
export function decideTurnSwitch(scene: Scene, answers: Answers, by: ActingMember): Decision<Switch> {
  const { switch: present } = scene.settings;
  return answers === present.answers ? decided([], present) : turn(scene, { answers, undoes: null }, by);
}

/** Undoes the newest turn of the switch. Refuses `nothing-to-undo` if `no` is not the newest. */
export function decideUndoSwitch(scene: Scene, no: number, by: ActingMember): Decision<Switch> {
  const { switch: present } = scene.settings;
  if (present.no !== no) return refused("nothing-to-undo", present);
  return turn(scene, { answers: present.answers === "bot" ? "agents" : "bot", undoes: no }, by);
}

function turn(scene: Scene, turned: Pick<Switch, "answers" | "undoes">, by: ActingMember): Decision<Switch> {
  const { switch: present } = scene.settings;
  const next = { ...present, ...turned, by: by.name, no: present.no + 1, at: scene.now };
  const settings = { ...scene.settings, switch: next };
  const decision = decided([{ kind: "settings-changed", part: "answering", at: scene.now }], next, {
    settings,
  });
  const action = turned.undoes === null ? "switch-turned" : "switch-undone";
  return audited(decision, by.memberId, action, { no: next.no, answers: next.answers });
}
