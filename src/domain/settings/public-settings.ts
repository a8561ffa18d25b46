import { brandThemes } from "./brand-theme.ts";
import type { Settings } from "../model/settings.ts";
import type { PublicSettings } from "../views/team-view.ts";

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
