import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { Whisper } from "#domain/model/ephemeral-event.ts";
import { customersOf } from "../../db/conversations/sessions.ts";
import type { Desk } from "../../services/context.ts";
import { WhisperStream } from "../../events/ephemeral/ephemeral-event-stream.ts";
import type { Connection } from "../procedures/call-context.ts";

/** An organization's whispers for one screen: the chatbot's words only for the chats it shows. */
export async function* hearAgents(
  { desk, orgId, connection }: { desk: Desk; orgId: OrgId; connection: Connection },
  signal: AbortSignal,
): AsyncGenerator<Whisper> {
  const stream = new WhisperStream({ whispers: desk.whispers, orgId, topic: null }, toAgents);
  signal.addEventListener("abort", () => void stream.return(), { once: true });
  const customers = new Map<SessionId, CustomerId | null>();
  for await (const whisper of stream) {
    if (whisper.kind !== "bot-words" || (await isShown(whisper.sessionId))) yield whisper;
  }

  async function isShown(id: SessionId): Promise<boolean> {
    if (!customers.has(id)) customers.set(id, (await customersOf(desk.store, orgId, [id])).get(id) ?? null);
    const customerId = customers.get(id) ?? null;
    return customerId !== null && connection.looksAt.has(customerId);
  }
}

/** Places in line are for those who stand in it. */
function toAgents(whisper: Whisper): Whisper | null {
  return whisper.kind === "position" ? null : whisper;
}
