import { defaultSettings } from "#domain/model/settings.ts";
import type { Client } from "./test-server.ts";

/** An admin sends the chats to a chatbot of the company's own. @returns what was set, but for the token */
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
