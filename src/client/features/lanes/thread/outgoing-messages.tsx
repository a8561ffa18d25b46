import type { OutboxEntry } from "#transport/messages/outbox.ts";
import { useMemberStorage } from "../../../live/member-storage.ts";
import { strings } from "../../../strings.ts";
import { MessageBubble } from "./message-bubble.tsx";

/** Sent messages that the feed has not delivered yet. */
export function OutgoingMessages({ outgoing }: { outgoing: readonly OutboxEntry[] }) {
  return outgoing.map((entry, index) => (
    <li key={entry.clientId}>
      <MessageBubble
        side="us"
        name={index === 0 ? strings.lane.me : null}
        at={null}
        below={<DeliveryState entry={entry} />}
      >
        <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          {entry.text}
        </p>
      </MessageBubble>
    </li>
  ));
}

function DeliveryState({ entry: { clientId, state } }: { entry: OutboxEntry }) {
  const { outbox } = useMemberStorage();
  if (state === "sent") return <p className="text-12 text-ink-3">{strings.lane.sent}</p>;
  if (state !== "failed") return <p className="text-12 text-ink-3">{strings.lane.sending}</p>;
  return (
    <p className="flex items-center gap-1 text-12 text-danger" role="alert">
      <span>{strings.lane.notSent}</span>
      <button
        type="button"
        className="min-h-6 px-1 font-semibold underline"
        onClick={() => outbox.retry(clientId)}
      >
        {strings.tryAgain}
      </button>
      <span>·</span>
      <button
        type="button"
        className="min-h-6 px-1 font-semibold underline"
        onClick={() => outbox.remove(clientId)}
      >
        {strings.lane.delete}
      </button>
    </p>
  );
}
