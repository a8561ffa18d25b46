import { SECOND } from "#domain/model/instant.ts";
import type { SessionId } from "#domain/model/ids.ts";
import { useServerNow } from "../../../live/server-clock.ts";
import { useStore } from "../../../store.ts";
import { Button } from "../../../ui/button/button.tsx";
import { strings } from "../../../strings.ts";
import { pendingEnds, undoEndChat } from "../chat/end-chat-with-undo.ts";

const UPDATE_INTERVAL_MS = SECOND / 4;

/** Counts down to the end of a chat, with an undo button. */
export function EndingCountdown({ sessionId }: { sessionId: SessionId }) {
  const endsAt = useStore(pendingEnds, (all) => all.get(sessionId) ?? null);
  const now = useServerNow(UPDATE_INTERVAL_MS);
  if (endsAt === null) return null;
  const left = Math.max(0, Math.ceil((endsAt - now) / SECOND));
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 border-t border-line bg-wait-soft px-3 py-2">
      <span className="tabular-nums">{strings.composer.ending(left)}</span>
      <Button size="small" onClick={() => undoEndChat(sessionId)}>
        {strings.undo}
      </Button>
    </div>
  );
}
