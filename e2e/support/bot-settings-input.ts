import { type ChatbotSettings, defaultSettings } from "#domain/model/settings.ts";

/** The chatbot form with a new company's defaults, except for the fields in `change`. */
export function botSettingsInput(change: Partial<ChatbotSettings & { token: string | null }>) {
  return { ...defaultSettings("Fern & Kettle", 0).chatbot, token: null, ...change };
}
