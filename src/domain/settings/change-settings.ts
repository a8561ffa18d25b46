import { decided, type Decision } from "../model/decision.ts";
import type { SettingsPart } from "../model/fact.ts";
import type { Scene } from "../model/scene.ts";
import type { Settings } from "../model/settings.ts";

/** The groups of the settings that admins change by typing; the switch has a rule of its own. */
export type SettingsGroup = Exclude<keyof Settings, "version" | "switch">;

/** Some of a group's values: omitted ones stay as they are. A list is given whole. */
export type GroupChange<Group extends SettingsGroup> = Settings[Group] extends readonly unknown[]
  ? Settings[Group]
  : { [Key in keyof Settings[Group]]?: Settings[Group][Key] | undefined };

/** The part of the settings as which a change of a group is announced and audited. */
const PARTS: Record<SettingsGroup, SettingsPart> = {
  assigning: "answering",
  fallbacks: "answering",
  chatbot: "chatbot",
  sessions: "sessions",
  hours: "hours",
  privacy: "privacy",
  widget: "widget",
  sites: "sites",
};

/**
 * Changes a group of the settings for an admin. Fields that only a newer build knows stay. The fact names the part, never
 * its values.
 */
export function decideChangeSettings<Group extends SettingsGroup>(
  { settings, now }: Pick<Scene, "settings" | "now">,
  group: Group,
  change: GroupChange<Group>,
): Decision<null> {
  const changed = { ...settings, [group]: merged(settings[group], change) };
  return decided([{ kind: "settings-changed", part: PARTS[group], at: now }], null, { settings: changed });
}

function merged(before: object, change: object): object {
  if (Array.isArray(change)) return change;
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  return { ...before, ...Object.fromEntries(given) };
}
