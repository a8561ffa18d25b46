import { decided, type Decision } from "../model/decision.ts";
import type { SettingsPart } from "../model/fact.ts";
import type { Scene } from "../model/scene.ts";
import type { Settings } from "../model/settings.ts";

/** Changes settings other than the switch for an admin. The fact names the part, never its values. */
export function decideChangeSettings(
  scene: Scene,
  part: SettingsPart,
  change: (settings: Settings) => Omit<Settings, "switch">,
): Decision<null> {
  const settings = { ...change(scene.settings), switch: scene.settings.switch };
  return decided([{ kind: "settings-changed", part, at: scene.now }], null, { settings });
}
