import { brandThemes, type BrandThemes } from "./brand-theme.ts";
import type { Settings, Answers, Fallbacks } from "../model/settings.ts";

/** The public part of an organization's settings, available to anyone with the widget key. */
export interface PublicSettings {
  companyName: string;
  greeting: string;
  brandColour: string;
  /** The brand colour's theme for each colour scheme. Computed here, because the widget ships no code for colours. */
  brand: BrandThemes;
  answers: Answers;
  botName: string;
  onPersonAsked: Fallbacks["onPersonAsked"];
  limitMs: number;
}

/** Selects the public part of an organization's settings. */
export function publicSettings({
  widget,
  switch: { answers },
  chatbot,
  fallbacks,
  sessions,
}: Settings): PublicSettings {
  const { companyName, greeting, brandColour } = widget;
  return {
    companyName,
    greeting,
    brandColour,
    brand: brandThemes(brandColour),
    answers,
    botName: chatbot.name,
    onPersonAsked: fallbacks.onPersonAsked,
    limitMs: sessions.limitMs,
  };
}
