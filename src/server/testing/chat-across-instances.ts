import { connectBot } from "./connect-bot.ts";
import type { TestInstances } from "./test-instances.ts";
import { type OpenedChat, openChat } from "./open-chat.ts";
import { ADMIN, type Client } from "./test-server.ts";

/**
 * Opens a chat across instances. Its customer is connected to `here`, an admin to `there`, and a chatbot, if given,
 * answers first.
 */
export async function chatAcrossInstances(
  { here, there }: TestInstances,
  bot: { url: string } | null = null,
): Promise<OpenedChat & { ana: Client }> {
  const ana = await there.member(ADMIN);
  if (bot !== null) await connectBot(ana, bot);
  return { ana, ...(await openChat(here)) };
}
