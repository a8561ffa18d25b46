import { SECOND } from "#domain/model/instant.ts";
import type { Client } from "./test-server.ts";

/** An admin sends the chats to a chatbot of the company's own. @returns what was set, but for the token */
export async function connectBot(
  admin: Client,
  { url }: { url: string },
  token: string | null = "secret-token",
) {
  const chatbot = {
    url,
    model: "m",
    instructions: "Be brief.",
    timeoutMs: 20 * SECOND,
    name: "Chatbot",
  };
  await admin.settings.setChatbot.mutate({ ...chatbot, usesKnowledge: false, token });
  return chatbot;
}
