import { defaultSettings, type Settings, SETTINGS_VERSION } from "#domain/model/settings.ts";

/** Settings stored by any version: parts and fields added later are missing. */
type StoredSettings = {
  [Part in keyof Settings]?: Settings[Part] extends object
    ? Settings[Part] extends readonly unknown[]
      ? Settings[Part]
      : Partial<Settings[Part]>
    : Settings[Part];
};

/**
 * The upgrade steps, each from one version of the settings to the next; the first one is from 1 to 2. Settings stored
 * without a version number have version 1. A new field whose default suits every organization needs no step.
 */
const STEPS = [
  // Settings without a retention keep chats for ever, because an update must not delete what users rely on. Settings
  // without sites allow all sites to embed the widget.
  (stored) => ({ ...stored, sites: stored.sites ?? [], privacy: stored.privacy ?? { keepDays: null } }),
] as const satisfies ((stored: StoredSettings) => StoredSettings)[];

/** The version that the last step leads to is that of this build. */
SETTINGS_VERSION satisfies [never, ...typeof STEPS]["length"];

const DEFAULTS = defaultSettings("", 0);

/**
 * Upgrades settings to this build. Fields missing in an older version are filled in, step by step, then from the
 * defaults. Fields of a newer version are kept, with its number, so that nothing is lost when this build writes the
 * settings back.
 */
export function upgradeSettings(stored: StoredSettings): Settings {
  const { version = 1 } = stored;
  const filled = STEPS.slice(version - 1).reduce<StoredSettings>((settings, step) => step(settings), stored);
  return {
    ...filled,
    version: Math.max(version, SETTINGS_VERSION),
    switch: { ...DEFAULTS.switch, ...filled.switch },
    assigning: { ...DEFAULTS.assigning, ...filled.assigning },
    fallbacks: { ...DEFAULTS.fallbacks, ...filled.fallbacks },
    chatbot: { ...DEFAULTS.chatbot, ...filled.chatbot },
    sessions: { ...DEFAULTS.sessions, ...filled.sessions },
    hours: { ...DEFAULTS.hours, ...filled.hours },
    privacy: { keepDays: null, ...filled.privacy },
    widget: { ...DEFAULTS.widget, ...filled.widget },
    sites: filled.sites ?? [],
  };
}
