import { brandThemes, type BrandThemes } from "./brand-theme.ts";
import type { Instant } from "../model/instant.ts";
import type { Opening } from "../model/scene.ts";
import type { Settings, Answers, Fallbacks } from "../model/settings.ts";
import { answersNewChats } from "../routing/opening-hours.ts";

/** Whether people answer now. */
export interface Availability {
  /** `closed`: outside the hours. `nobody`: within them, and no member is available. */
  state: "open" | "closed" | "nobody";
  /** The next instant at which the hours begin or end; `null` if they never do. */
  until: Instant | null;
  /** Whether a chat can be opened. Where not, a message is taken instead. */
  takesChats: boolean;
}

/** The public part of an organization's settings, available to anyone with the widget key. */
export interface PublicSettings {
  companyName: string;
  greeting: string;
  brandColour: string;
  /** The brand colour's theme for each colour scheme. Computed here, because the widget ships no code for colours. */
  brand: BrandThemes;
  /** Who answers new chats now: outside the hours, not whom the switch names. */
  answers: Answers;
  availability: Availability;
  botName: string;
  onPersonAsked: Fallbacks["onPersonAsked"];
  limitMs: number;
}

/** What is true at the moment, besides the settings. */
export interface PresentState {
  opening: Opening;
  /** Whether a member is available and present. */
  isSomebodyAvailable: boolean;
}

/** Selects the public part of an organization's settings. */
export function publicSettings(settings: Settings, present: PresentState): PublicSettings {
  const { companyName, greeting, brandColour } = settings.widget;
  const answers = answersNewChats(settings, present.opening.isOpen);
  return {
    companyName,
    greeting,
    brandColour,
    brand: brandThemes(brandColour),
    answers: answers ?? "agents",
    availability: { ...availabilityOf(present), takesChats: answers !== null },
    botName: settings.chatbot.name,
    onPersonAsked: settings.fallbacks.onPersonAsked,
    limitMs: settings.sessions.limitMs,
  };
}

function availabilityOf({ opening, isSomebodyAvailable }: PresentState): Omit<Availability, "takesChats"> {
  const { isOpen, until } = opening;
  return { state: isOpen ? (isSomebodyAvailable ? "open" : "nobody") : "closed", until };
}

/** Whether availability that was true earlier no longer is. */
export function isAvailabilityOver(
  { state, until }: Availability,
  now: Instant,
  isSomebodyAvailable: boolean,
): boolean {
  if (until !== null && now >= until) return true;
  return state !== "closed" && isSomebodyAvailable !== (state === "open");
}
