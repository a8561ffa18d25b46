import { type ChatbotSettings, defaultSettings } from "#domain/model/settings.ts";

/** What an admin's form says of a chatbot: what a new company has, but for what is changed. */
export function botForm(change: Partial<ChatbotSettings & { token: string | null }>) {
  return { ...defaultSettings("Fern & Kettle", 0).chatbot, token: null, ...change };
}
