import { MINUTE, SECOND, type Instant, type Millis } from "./instant.ts";

/** Who answers new messages. */
export const ANSWERS = ["bot", "agents"] as const;
export type Answers = (typeof ANSWERS)[number];

/** Who is given the next chat in line; see `assignment.ts`. */
export const POLICIES = ["least-busy", "take-turns", "random"] as const;
/** Who comes first of equally busy agents, under `least-busy`. */
export const EQUAL_LOAD_RULES = ["take-turns", "random"] as const;
/** What happens when somebody asks for a person: into the line, or first ask whether to wait. */
export const PERSON_ASKED_RULES = ["queue", "confirm"] as const;
/** What happens when the chatbot does not know. */
export const BOT_UNSURE_RULES = ["offer-person", "queue"] as const;

/** The switch "Who answers new messages". Its number grows with every turn of it. */
export interface Switch {
  no: number;
  answers: Answers;
  at: Instant;
  /** Name of who turned it; `null` before anybody did. */
  by: string | null;
  /** The number of the turn that this one takes back. */
  undoes: number | null;
}

export interface Assigning {
  policy: (typeof POLICIES)[number];
  equalLoad: (typeof EQUAL_LOAD_RULES)[number];
  /** Most active chats that are given to one agent; binds automatic assignment only. */
  capacity: number;
}

export interface Fallbacks {
  onPersonAsked: (typeof PERSON_ASKED_RULES)[number];
  onBotUnsure: (typeof BOT_UNSURE_RULES)[number];
}

export interface ChatbotSettings {
  /** Empty for the built-in one; read it with `botConnection`. */
  url: string;
  model: string;
  instructions: string;
  /** Patience for the first word. */
  timeoutMs: Millis;
  name: string;
  /** Whether passages of the knowledge articles go with the question. */
  usesKnowledge: boolean;
}

export interface SessionSettings {
  limitMs: Millis;
  warningMs: Millis;
}

export interface PrivacySettings {
  /** For how many days a chat is kept after its end; `null` is for ever. */
  keepDays: number | null;
}

export interface WidgetLook {
  companyName: string;
  greeting: string;
  /** `#rrggbb`. */
  brandColour: string;
}

/** Raised with every field that is added, together with the step that fills it in where it is missing. */
export const SETTINGS_VERSION = 2;

/** What an organization has decided. The chatbot's token is not among it: it is a secret, kept apart. */
export interface Settings {
  /** {@link SETTINGS_VERSION} of the build that wrote them, or of the newest that has. */
  version: number;
  switch: Switch;
  assigning: Assigning;
  fallbacks: Fallbacks;
  chatbot: ChatbotSettings;
  sessions: SessionSettings;
  privacy: PrivacySettings;
  widget: WidgetLook;
  /** Hosts whose pages may embed the widget, as `isValidSite` has them; none is all. */
  sites: readonly string[];
}

/** Whole seconds, as the settings screen offers them. */
export const SESSION_LIMIT_MIN_MS: Millis = 10 * SECOND;
export const SESSION_LIMIT_MAX_MS: Millis = 60 * MINUTE;
export const WARNING_MIN_MS: Millis = 5 * SECOND;
export const CAPACITY_MIN = 1;
export const CAPACITY_MAX = 50;
/** For how many days a chat may be kept. */
export const KEEP_MIN_DAYS = 1;
export const KEEP_MAX_DAYS = 3_650;
export const INSTRUCTIONS_MAX_LENGTH = 8_000;
export const BOT_TIMEOUT_MIN_MS: Millis = 5 * SECOND;
export const BOT_TIMEOUT_MAX_MS: Millis = 60 * SECOND;

/** The warning leaves at least half of the time before it, whatever was asked for. */
export function longestWarningMs(limitMs: Millis): Millis {
  return Math.floor(limitMs / 2);
}

/** What a new organization starts with: the chatbot answers, from the first minute. */
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
    privacy: { keepDays: 365 },
    widget: { companyName, greeting: "Hi. How can we help?", brandColour: "#036c75" },
    sites: [],
  };
}
