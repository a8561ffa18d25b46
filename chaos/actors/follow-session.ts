import type { SessionId } from "#domain/ids.ts";
import type { PublicItem } from "#domain/public-fact.ts";
import { type Following, follow } from "#link/follow.ts";
import type { Api } from "./api.ts";
import type { Stage } from "./stage.ts";
import { cursorOf, show, shownItem, type View } from "./view.ts";

/** Follows a session into a view, as the widget does; told to start afresh, it begins a new stretch. */
export function followSession(
  { clock, history, chance }: Stage,
  api: Api,
  view: View,
  sessionId: SessionId,
): { unsubscribe: () => void } {
  const { actor } = view;
  const random = chance.fork(`${actor} follows`).next;
  let following: Following = start();

  function start(): Following {
    return follow<PublicItem>({
      after: cursorOf(view),
      clock,
      random,
      start: (after, handlers) => api.session.watch.subscribe({ sessionId, after }, handlers),
      onItem: take,
      onResync: () => void startAfresh(),
      onRefused: (reason) => history.write({ actor, ev: "note", what: `may not follow: ${reason}` }),
    });
  }

  function take(item: PublicItem): void {
    show(view, shownItem(sessionId, item), history);
  }

  async function startAfresh(): Promise<void> {
    const { session } = await api.session.current.query({});
    if (session?.id !== sessionId) return;
    history.write({ actor, ev: "resync", session: sessionId, no: session.no });
    view.stretches.push({ after: session.no, shown: [] });
    following = start();
  }

  return { unsubscribe: () => following.unsubscribe() };
}
