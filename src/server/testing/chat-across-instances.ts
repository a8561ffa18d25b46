import { connectChatbot } from "./connect-bot.ts";
import type { Machines } from "./test-instances.ts";
import { type WalkedIn, walkIn } from "./open-chat.ts";
import { ADMIN, type Client } from "./test-server.ts";

/**
 * A chat across machines: its customer is connected to `here`, an admin to `there`, and a chatbot, if one is given,
 * answers before either says a word.
 */
export async function chatAcross(
  { here, there }: Machines,
  bot: { url: string } | null = null,
): Promise<WalkedIn & { ana: Client }> {
  const ana = await there.member(ADMIN);
  if (bot !== null) await connectChatbot(ana, bot);
  return { ana, ...(await walkIn(here)) };
}
