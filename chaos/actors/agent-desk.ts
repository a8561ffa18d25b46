import type { Fact, NumberedFact } from "#domain/fact.ts";
import type { SessionId } from "#domain/ids.ts";
import type { Holder } from "#domain/session.ts";
import type { AgentItem } from "#domain/views.ts";
import { createDirectClient } from "#link/direct-client.ts";
import { type Following, follow } from "#link/follow.ts";
import type { AppRouter } from "#server/api/router.ts";
import type { Api } from "./api.ts";
import type { Company, Employee } from "./company.ts";
import { type Mouth, openMouth } from "./mouth.ts";
import { socketClass } from "./socket-class.ts";
import type { Stage } from "./stage.ts";
import { createView, show, shownFact, type View } from "./view.ts";

/** Somebody at work: the product's link, cursor and outbox without a screen. */
export interface AgentDesk {
  actor: string;
  employee: Employee;
  api: Api;
  view: View;
  mouth: Mouth;
  /** The chats this agent holds, as far as this screen knows. */
  held: () => readonly SessionId[];
  close: () => void;
}

/** Signs in and follows everything of the company from a snapshot on. */
export async function openDesk(
  stage: Stage,
  actor: string,
  company: Company,
  employee: Employee,
): Promise<AgentDesk> {
  const { url, clock, history } = stage;
  const random = stage.chance.fork(actor).next;
  const direct = createDirectClient<AppRouter>({
    url: `${stage.dial.replace("http", "ws")}/trpc`,
    params: () => ({ app: "agent" }),
    WebSocket: socketClass({ origin: url, cookie: employee.cookie }),
    clock,
    random,
  });
  const api = direct.client;
  const held = new Set<SessionId>();
  const inbox = await api.agent.inbox.query({});
  const view = createView(actor, { orgId: company.orgId, sessionId: null }, inbox.no);
  for (const { session } of inbox.cards) heed(session.id, session.endedAt === null ? session.holder : null);
  let following: Following = start(inbox.no);

  function heed(id: SessionId, holder: Holder | null): void {
    if (holder?.kind === "agent" && holder.memberId === employee.memberId) held.add(id);
    else held.delete(id);
  }

  function take({ no, fact, ...entry }: NumberedFact): void {
    const shown = shownFact({ no, fact, ...entry });
    show(view, shown, history.now());
    const place = holderAfter(fact);
    if (place !== null) heed(place.id, place.holder);
    history.write({
      actor,
      ev: "deliver",
      no,
      ...(shown.sessionId !== null && { session: shown.sessionId }),
      ...(shown.clientId !== null && { what: shown.clientId }),
    });
  }

  function start(from: number): Following {
    return follow<AgentItem>({
      after: from,
      clock,
      random,
      start: (after, handlers) => api.agent.watch.subscribe({ after }, handlers),
      onItem: ({ facts }) => facts.forEach(take),
      onResync: () => void startAfresh(),
      onRefused: (reason) => history.write({ actor, ev: "note", what: `may not follow: ${reason}` }),
    });
  }

  async function startAfresh(): Promise<void> {
    const { no, cards } = await api.agent.inbox.query({});
    history.write({ actor, ev: "resync", no });
    view.stretches.push({ after: no, shown: [] });
    held.clear();
    for (const { session } of cards) heed(session.id, session.endedAt === null ? session.holder : null);
    following = start(no);
  }

  const mouth = openMouth(stage, {
    actor,
    orgId: company.orgId,
    authorKey: employee.memberId,
    link: direct,
    send: (said) => api.message.reply.mutate(said),
  });

  return {
    actor,
    employee,
    api,
    view,
    mouth,
    held: () => [...held],
    close() {
      mouth.close();
      following.unsubscribe();
      direct.close();
    },
  };
}

/** Who holds a session after a fact; `null` for a fact that says nothing of it. */
function holderAfter(fact: Fact): { id: SessionId; holder: Holder | null } | null {
  switch (fact.kind) {
    case "session-opened":
      return { id: fact.sessionId, holder: fact.session.holder };
    case "session-held":
      return { id: fact.sessionId, holder: fact.holder };
    case "session-ended":
      return { id: fact.sessionId, holder: null };
    default:
      return null;
  }
}
