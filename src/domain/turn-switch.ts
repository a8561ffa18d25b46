import { decided, refused } from "./decision.ts";
import type { Decision, Scene } from "./scene.ts";
import type { Answers, Switch } from "./settings.ts";

/** The switch is turned. Only the switch: the sessions follow, each by {@link file://./reroute.ts}. */
export function decideSwitch(scene: Scene, answers: Answers, by: string): Decision<Switch> {
  const { switch: present } = scene.settings;
  return answers === present.answers ? decided([], present) : turn(scene, { answers, by, undoes: null });
}

/** The newest turn of the switch is taken back; refuses `nothing-to-undo` when `no` is not the newest. */
export function decideUndo(scene: Scene, no: number, by: string): Decision<Switch> {
  const { switch: present } = scene.settings;
  if (present.no !== no) return refused("nothing-to-undo", present);
  return turn(scene, { answers: present.answers === "bot" ? "agents" : "bot", by, undoes: no });
}

function turn(scene: Scene, turned: Pick<Switch, "answers" | "by" | "undoes">): Decision<Switch> {
  const next = { ...turned, no: scene.settings.switch.no + 1, at: scene.now };
  const settings = { ...scene.settings, switch: next };
  return decided([{ kind: "settings-changed", part: "answering", at: scene.now }], next, { settings });
}
