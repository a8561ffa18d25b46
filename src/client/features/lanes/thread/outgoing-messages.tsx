import type { OutboxEntry } from "#transport/messages/outbox.ts";
import { useBelongings } from "../../../live/member-storage.ts";
import { words } from "../../../strings.ts";
import { Bubble } from "./message-bubble.tsx";

/** What I have sent and the feed has not told of yet. */
export function OutgoingList({ outgoing }: { outgoing: readonly OutboxEntry[] }) {
  return outgoing.map((entry, index) => (
    <li key={entry.clientId}>
      <Bubble side="us" name={index === 0 ? words.lane.me : null} at={null} below={<Below entry={entry} />}>
        <p dir="auto" className="whitespace-pre-wrap [overflow-wrap:anywhere]">
          {entry.text}
        </p>
      </Bubble>
    </li>
  ));
}

function Below({ entry: { clientId, state } }: { entry: OutboxEntry }) {
  const { outbox } = useBelongings();
  if (state === "sent") return <p className="text-12 text-ink-3">{words.lane.sent}</p>;
  if (state !== "failed") return <p className="text-12 text-ink-3">{words.lane.sending}</p>;
  return (
    <p className="flex items-center gap-1 text-12 text-danger" role="alert">
      {words.lane.notSent}
      <button
        type="button"
        className="min-h-6 px-1 font-semibold underline"
        onClick={() => outbox.retry(clientId)}
      >
        {words.tryAgain}
      </button>
      ·
      <button
        type="button"
        className="min-h-6 px-1 font-semibold underline"
        onClick={() => outbox.remove(clientId)}
      >
        {words.lane.delete}
      </button>
    </p>
  );
}
