import type { CustomerId, OrgId, SessionId } from "#domain/model/ids.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import { customerIdsOfSessions } from "../../db/conversations/sessions.ts";
import type { Reader } from "../../db/store/store.ts";
import type { ServicesToCall } from "../../services/context.ts";
import { EphemeralEventStream } from "../../events/ephemeral/ephemeral-event-stream.ts";
import type { Connection } from "../procedures/call-context.ts";

interface EphemeralEventWatchDeps {
  services: Pick<ServicesToCall, "ephemeralEvents">;
  reader: Reader;
  orgId: OrgId;
  connection: Connection;
}

/**
 * Streams an organization's ephemeral events to one screen. The chatbot's streamed text is sent only for chats it
 * shows.
 */
export async function* watchEphemeralEvents(
  { services, reader, orgId, connection }: EphemeralEventWatchDeps,
  signal: AbortSignal,
): AsyncGenerator<EphemeralEvent> {
  const stream = new EphemeralEventStream({ events: services.ephemeralEvents, orgId, topic: null }, toAgents);
  signal.addEventListener("abort", () => void stream.return(), { once: true });
  const customers = new Map<SessionId, CustomerId | null>();
  for await (const event of stream) {
    if (event.kind !== "bot-words" || (await isShown(event.sessionId))) yield event;
  }

  async function isShown(id: SessionId): Promise<boolean> {
    if (!customers.has(id))
      customers.set(id, (await customerIdsOfSessions(reader, orgId, [id])).get(id) ?? null);
    const customerId = customers.get(id) ?? null;
    return customerId !== null && connection.openLanes.has(customerId);
  }
}

/** Filters out positions in the queue, which are for waiting customers. */
function toAgents(event: EphemeralEvent): EphemeralEvent | null {
  return event.kind === "position" ? null : event;
}
