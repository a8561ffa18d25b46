import { useState } from "react";
import type { SessionId } from "#domain/model/ids.ts";
import { isMail } from "#domain/model/session.ts";
import type { ChatCard } from "#domain/views/inbox.ts";
import { server } from "../../api/api-clients.ts";
import { Button } from "../../ui/button/button.tsx";
import { strings } from "../../strings.ts";
import type { Selection } from "./use-selection.ts";

/** How many sessions the server marks in one call. */
const AT_ONCE = 200;

interface AttendManyProps {
  /** The customers of the section. */
  shown: readonly ChatCard[];
  /** All chats, among which a customer may have several that are unattended. */
  cards: readonly ChatCard[];
  selection: Selection;
}

/** Marks many unassigned customers as done at once. */
export function AttendMany({ shown, cards, selection }: AttendManyProps) {
  const { selected, start, stop, select } = selection;
  const [hasFailed, setFailed] = useState(false);
  if (selected === null)
    return (
      <div className="flex justify-end px-3 pb-1">
        <Button look="quiet" size="small" onClick={start}>
          {strings.list.select}
        </Button>
      </div>
    );

  const chosen = shown.filter(({ customer }) => selected.has(customer.id));
  async function finish() {
    setFailed(false);
    try {
      const ids = unattendedOf(chosen, cards);
      for (let at = 0; at < ids.length; at += AT_ONCE)
        await server.agent.attendAll.mutate({ sessionIds: ids.slice(at, at + AT_ONCE) });
      stop();
    } catch {
      setFailed(true);
    }
  }

  return (
    <div className="flex flex-wrap items-center gap-1 px-3 pb-1">
      <Button look="primary" size="small" disabled={chosen.length === 0} onClick={() => void finish()}>
        {strings.list.doneWith(chosen.length)}
      </Button>
      <Button look="quiet" size="small" onClick={() => select(shown.map(({ customer }) => customer.id))}>
        {strings.list.selectAll}
      </Button>
      <Button look="quiet" size="small" onClick={stop}>
        {strings.list.cancel}
      </Button>
      {hasFailed && (
        <p role="alert" className="text-12 text-danger">
          {strings.list.notDone}
        </p>
      )}
    </div>
  );
}

/** Everything of these customers that nobody has answered. */
function unattendedOf(chosen: readonly ChatCard[], cards: readonly ChatCard[]): SessionId[] {
  const customers = new Set(chosen.map(({ customer }) => customer.id));
  return cards.flatMap(({ customer, session }) => {
    const isNobodys = isMail(session) && session.holder.kind === "nobody";
    return customers.has(customer.id) && (session.unattended || isNobodys) ? session.id : [];
  });
}
