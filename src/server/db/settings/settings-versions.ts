import { defaultSettings, type Settings, SETTINGS_VERSION } from "#domain/model/settings.ts";

/** Settings as some version has stored them: parts and fields that came later are missing. */
type StoredSettings = {
  [Part in keyof Settings]?: Settings[Part] extends object
    ? Settings[Part] extends readonly unknown[]
      ? Settings[Part]
      : Partial<Settings[Part]>
    : Settings[Part];
};

/**
 * What each version of the settings added to the one before it; the first step leads from 1 to 2. What is stored
 * without a number is version 1. A new field whose default suits everybody needs no step.
 */
const STEPS: readonly ((stored: StoredSettings) => StoredSettings)[] = [
  // Where nobody has chosen for how long chats are kept, they are kept for ever: an update must not delete what somebody
  // relies on. Where nobody has named sites, any may embed the widget.
  (stored) => ({ ...stored, sites: stored.sites ?? [], privacy: stored.privacy ?? { keepDays: null } }),
];

const DEFAULTS = defaultSettings("", 0);

/**
 * Settings as this build knows them: what an older version lacks is filled in, version by version, then from the
 * defaults. What a newer version holds besides is kept as it is, with its number, so that nothing of it is lost when this
 * build writes it back.
 */
export function withMissingSettings(stored: StoredSettings): Settings {
  const { version = 1 } = stored;
  const filled = STEPS.slice(version - 1).reduce((settings, step) => step(settings), stored);
  return {
    ...filled,
    version: Math.max(version, SETTINGS_VERSION),
    switch: { ...DEFAULTS.switch, ...filled.switch },
    assigning: { ...DEFAULTS.assigning, ...filled.assigning },
    fallbacks: { ...DEFAULTS.fallbacks, ...filled.fallbacks },
    chatbot: { ...DEFAULTS.chatbot, ...filled.chatbot },
    sessions: { ...DEFAULTS.sessions, ...filled.sessions },
    privacy: { keepDays: null, ...filled.privacy },
    widget: { ...DEFAULTS.widget, ...filled.widget },
    sites: filled.sites ?? [],
  };
}
