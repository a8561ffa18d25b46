import { defaultSettings } from "#domain/model/settings.ts";
import type { Client } from "./test-server.ts";

/** Connects the company's own chatbot as an admin. @returns the settings, without the token */
export async function connectBot(
  admin: Client,
  { url }: { url: string },
  token: string | null = "secret-token",
) {
  const typed = { url, model: "m", instructions: "Be brief.", usesKnowledge: false };
  const chatbot = { ...defaultSettings("Fern & Kettle", 0).chatbot, ...typed };
  await admin.settings.setChatbot.mutate({ ...chatbot, token });
  return chatbot;
}
