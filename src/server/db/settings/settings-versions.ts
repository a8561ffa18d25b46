import { defaultSettings, type Settings, SETTINGS_VERSION } from "#domain/model/settings.ts";

/**
 * What each version of the settings added to the one before it; the first step leads from 1 to 2. What is stored
 * without a number is version 1, with some or all of what came before there were numbers.
 */
const STEPS: readonly ((stored: Settings) => Settings)[] = [
  // Where nobody has chosen for how long chats are kept, they are kept for ever: an update must not delete what somebody
  // relies on.
  (stored) => {
    const { sites, privacy }: Partial<Settings> = stored;
    return { ...stored, sites: sites ?? [], privacy: privacy ?? { keepDays: null } };
  },
];

const DEFAULTS = defaultSettings("", 0);

/** A field that came later is as in a new organization, so that most new fields need no step of their own. */
function withDefaults(stored: Settings): Settings {
  return {
    ...stored,
    switch: { ...DEFAULTS.switch, ...stored.switch },
    assigning: { ...DEFAULTS.assigning, ...stored.assigning },
    fallbacks: { ...DEFAULTS.fallbacks, ...stored.fallbacks },
    chatbot: { ...DEFAULTS.chatbot, ...stored.chatbot },
    sessions: { ...DEFAULTS.sessions, ...stored.sessions },
    widget: { ...DEFAULTS.widget, ...stored.widget },
  };
}

/**
 * Settings as this build knows them: what an older version lacks is filled in, version by version. What a newer version
 * holds besides is kept as it is, with its number, so that nothing of it is lost when this build writes it back.
 */
export function withMissingSettings(stored: Settings): Settings {
  const { version = 1 }: Partial<Settings> = stored;
  const filled = STEPS.slice(version - 1).reduce((settings, step) => step(settings), stored);
  return { ...withDefaults(filled), version: Math.max(version, SETTINGS_VERSION) };
}
