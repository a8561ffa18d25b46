import { brandThemes, type BrandThemes } from "./brand-theme.ts";
import type { Settings, Answers, Fallbacks } from "../model/settings.ts";

/** What anyone who knows a widget key may know of the company. */
export interface PublicSettings {
  companyName: string;
  greeting: string;
  brandColour: string;
  /** What the brand colour becomes on each ground: made here, because the widget ships no colour code. */
  brand: BrandThemes;
  answers: Answers;
  botName: string;
  onPersonAsked: Fallbacks["onPersonAsked"];
  limitMs: number;
}

/** What anyone who knows a widget key may know of an organization's settings. */
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
