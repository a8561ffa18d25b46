import { MINUTE, SECOND, type Instant, type Millis } from "./instant.ts";

/** The parties that can answer new messages. */
export const ANSWERS = ["bot", "agents"] as const;
export type Answers = (typeof ANSWERS)[number];

/** Which agent is assigned the next queued chat; see `assignment.ts`. */
export const POLICIES = ["least-busy", "take-turns", "random"] as const;
export type Policy = (typeof POLICIES)[number];
/** Which of several equally busy agents is chosen, under a policy that leaves it open (`USES_EQUAL_LOAD`). */
export const EQUAL_LOAD_RULES = ["take-turns", "random"] as const;
/** What happens when a customer asks for a person: queue the chat, or first confirm that they want to wait. */
export const PERSON_ASKED_RULES = ["queue", "confirm"] as const;
/** What happens when the chatbot does not know the answer. */
export const BOT_UNSURE_RULES = ["offer-person", "queue"] as const;

/** What happens to new chats outside the hours: the chatbot answers them, or none is opened and a message is taken. */
export const OUTSIDE_HOURS_RULES = ["bot", "message"] as const;

/** The switch "Who answers new messages". Its number is raised by every turn. */
export interface Switch {
  no: number;
  answers: Answers;
  at: Instant;
  /** Name of the member who turned it; `null` until it is first turned. */
  by: string | null;
  /** The number of the turn that this one undoes. */
  undoes: number | null;
}

export interface Assigning {
  policy: Policy;
  equalLoad: (typeof EQUAL_LOAD_RULES)[number];
  /** The maximum number of active chats assigned to one agent. It limits automatic assignment only. */
  capacity: number;
}

export interface Fallbacks {
  onPersonAsked: (typeof PERSON_ASKED_RULES)[number];
  onBotUnsure: (typeof BOT_UNSURE_RULES)[number];
}

export interface ChatbotSettings {
  /** Empty for the built-in one; read it through `botConnection`. */
  url: string;
  model: string;
  instructions: string;
  /** The timeout for the first token of the answer. */
  timeoutMs: Millis;
  name: string;
  /** Whether passages of the knowledge articles are sent with the question. */
  usesKnowledge: boolean;
}

export interface SessionSettings {
  limitMs: Millis;
  warningMs: Millis;
}

/** A day of the week as ISO 8601 counts them: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Hours on one day of every week, in minutes since midnight. A close at or before the opening is on the next day. */
export interface WeeklyHours {
  day: Weekday;
  opens: number;
  closes: number;
}

/** A date, such as `2026-12-24`, on which no hours begin. */
export interface DayOff {
  date: string;
  name: string;
}

export interface HoursSettings {
  /** Whether the hours below are ignored. */
  isAlwaysOpen: boolean;
  /** A name of the IANA time zone database, such as `Europe/Berlin`. */
  timeZone: string;
  week: readonly WeeklyHours[];
  daysOff: readonly DayOff[];
  outside: (typeof OUTSIDE_HOURS_RULES)[number];
}

export interface PrivacySettings {
  /** The number of days for which a chat is kept after its end; `null` means for ever. */
  keepDays: number | null;
}

export interface WidgetLook {
  companyName: string;
  greeting: string;
  /** `#rrggbb`. */
  brandColour: string;
}

/** Raise it with every upgrade step in `db/settings/upgrade-settings.ts`. */
export const SETTINGS_VERSION = 2;

/** An organization's settings, without the chatbot's token, which is a secret and stored separately. */
export interface Settings {
  /** The highest {@link SETTINGS_VERSION} among the builds that have written these settings. */
  version: number;
  switch: Switch;
  assigning: Assigning;
  fallbacks: Fallbacks;
  chatbot: ChatbotSettings;
  sessions: SessionSettings;
  hours: HoursSettings;
  privacy: PrivacySettings;
  widget: WidgetLook;
  /** Hosts whose pages may embed the widget, in the form `isValidSite` accepts; empty allows all. */
  sites: readonly string[];
}

/** Limits are whole seconds, because the settings page offers only those. */
export const SESSION_LIMIT_MIN_MS: Millis = 10 * SECOND;
export const SESSION_LIMIT_MAX_MS: Millis = 60 * MINUTE;
export const WARNING_MIN_MS: Millis = 5 * SECOND;
export const CAPACITY_MIN = 1;
export const CAPACITY_MAX = 50;
/** The bounds for the number of days a chat is kept. */
export const KEEP_MIN_DAYS = 1;
export const KEEP_MAX_DAYS = 3_650;
/** The most hours of one day of the week, and the most days off. */
export const HOURS_OF_DAY_MAX = 6;
export const DAYS_OFF_MAX = 60;
const MINUTES_PER_HOUR = 60;
/** Minutes in a day on which the clocks are not changed. */
export const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;
export const INSTRUCTIONS_MAX_LENGTH = 8_000;
export const BOT_TIMEOUT_MIN_MS: Millis = 5 * SECOND;
export const BOT_TIMEOUT_MAX_MS: Millis = 60 * SECOND;

/** Caps the warning at half of the limit, whatever was configured. */
export function longestWarningMs(limitMs: Millis): Millis {
  return Math.floor(limitMs / 2);
}

/** The hours that are shown first when "Always open" is turned off: Monday to Friday, 9:00 to 17:00. */
const OFFICE_HOURS: readonly WeeklyHours[] = ([1, 2, 3, 4, 5] as const).map((day) => ({
  day,
  opens: 9 * MINUTES_PER_HOUR,
  closes: 17 * MINUTES_PER_HOUR,
}));

/** The settings of a new organization, in which the chatbot answers. */
export function defaultSettings(companyName: string, at: Instant): Settings {
  return {
    version: SETTINGS_VERSION,
    switch: { no: 1, answers: "bot", at, by: null, undoes: null },
    assigning: { policy: "least-busy", equalLoad: "take-turns", capacity: 4 },
    fallbacks: { onPersonAsked: "queue", onBotUnsure: "offer-person" },
    chatbot: {
      url: "",
      model: "",
      instructions: `You are the assistant of ${companyName}. Answer briefly and plainly, only from what you know. Say so when you do not know.`,
      timeoutMs: 20 * SECOND,
      name: "Chatbot",
      usesKnowledge: true,
    },
    sessions: { limitMs: 5 * MINUTE, warningMs: MINUTE },
    hours: { isAlwaysOpen: true, timeZone: "UTC", week: OFFICE_HOURS, daysOff: [], outside: "bot" },
    privacy: { keepDays: 365 },
    widget: { companyName, greeting: "Hi. How can we help?", brandColour: "#036c75" },
    sites: [],
  };
}
