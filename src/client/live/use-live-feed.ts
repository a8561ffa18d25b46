import { useEffect } from "react";
import type { Fact, NumberedFact } from "#domain/model/fact.ts";
import {
  applyFactToInbox,
  isHeldBy,
  markRead,
  type AgentFeedItem,
  type InboxSnapshot,
} from "#domain/views/inbox.ts";
import type { MemberId } from "#domain/model/ids.ts";
import type { EphemeralEvent } from "#domain/model/ephemeral-event.ts";
import {
  type DurableSubscription,
  openDurableSubscription,
} from "#transport/subscriptions/durable-subscription.ts";
import { api } from "../api/api-hooks.ts";
import { server } from "../api/api-clients.ts";
import { useMe } from "./me-context.ts";
import { updateInboxCache, type QueryUtils } from "./update-inbox-cache.ts";
import { markSeenByCustomer, clearLanes, applyFactsToLanes, reloadLanes } from "./lane-snapshots.ts";
import { setServerClock } from "./server-clock.ts";
import { clearEphemeralState, applyEphemeralEventToChat, clearTyping } from "./ephemeral-state.ts";

/** Keeps the inbox, the lanes, and the queries for settings and members up to date while a member is signed in. */
export function useLiveFeed(): void {
  const { member } = useMe();
  const utils = api.useUtils();
  const { isSuccess } = api.agent.inbox.useQuery();
  const { id: memberId, name } = member;

  useEffect(() => {
    const inbox = utils.agent.inbox.getData();
    if (!isSuccess || inbox === undefined) return;
    setServerClock(inbox.now);
    const feed = followFeed(utils, inbox.no, memberId);
    return () => feed.stop();
  }, [isSuccess, utils, memberId]);

  useEffect(() => {
    const subscription = server.agent.whispers.subscribe(undefined, {
      onData: (event) => applyEphemeralEvent(utils, event, { id: memberId, name }),
    });
    return () => subscription.unsubscribe();
  }, [utils, memberId, name]);
}

function followFeed(utils: QueryUtils, after: number, memberId: MemberId): { stop: () => void } {
  let subscription: DurableSubscription | null = null;
  let isStopped = false;

  function start(from: number) {
    subscription = openDurableSubscription<AgentFeedItem>({
      after: from,
      start: (cursor, handlers) => server.agent.watch.subscribe({ after: cursor }, handlers),
      onStarted: reloadLanes,
      onItem: (item) => applyFacts(utils, item, memberId),
      onResync: () => void resync(),
    });
  }

  async function resync() {
    await utils.agent.inbox.refetch();
    void utils.invalidate();
    clearLanes();
    reloadLanes();
    if (!isStopped) start(utils.agent.inbox.getData()?.no ?? 0);
  }

  start(after);
  return {
    stop() {
      isStopped = true;
      subscription?.unsubscribe();
    },
  };
}

function applyFacts(utils: QueryUtils, { facts }: AgentFeedItem, memberId: MemberId): void {
  const before = utils.agent.inbox.getData();
  updateInboxCache(utils, (inbox) => facts.reduce(applyFactToInbox, inbox));
  applyFactsToLanes(facts);
  for (const { fact } of facts) refreshAfterFact(utils, fact);
  if (before !== undefined && facts.some((entry) => endsOneOfMyChats(entry, before, memberId)))
    void utils.agent.chattedWith.invalidate();
}

function refreshAfterFact(utils: QueryUtils, fact: Fact): void {
  switch (fact.kind) {
    case "session-opened":
      return utils.agent.me.setData(undefined, (me) => me && { ...me, hasChats: true });
    case "message-posted":
      return clearTyping(fact.sessionId);
    case "session-ended":
      return clearEphemeralState(fact.sessionId);
    case "erased":
      for (const id of fact.sessions) clearEphemeralState(id);
      return void utils.agent.chattedWith.invalidate();
    case "articles-changed":
      return void utils.knowledge.invalidate();
    case "settings-changed":
      return void utils.settings.invalidate();
    case "members-changed":
      void utils.agent.me.invalidate();
      void utils.agent.colleagues.invalidate();
      void utils.settings.invalidate();
      return void utils.team.invalidate();
    // These are already applied to the inbox and the lanes, or affect no query.
    case "session-held":
    case "session-rerouted":
    case "holder-away":
    case "kept-open":
    case "clock-set-back":
    case "bot-turn-started":
    case "bot-turn-stopped":
    case "bot-turn-failed":
    case "person-offered":
    case "customer-left":
    case "customer-back":
    case "session-attended":
    case "mail-snoozed":
    case "organization-erased":
      return;
  }
  fact satisfies never;
}

/** Whether a fact ends my hold on a chat, so that it becomes a past chat of mine. */
function endsOneOfMyChats({ fact }: NumberedFact, { cards }: InboxSnapshot, memberId: MemberId): boolean {
  if (fact.kind !== "session-ended" && fact.kind !== "session-held") return false;
  const card = cards.find(({ session }) => session.id === fact.sessionId);
  return card !== undefined && isHeldBy(card.session, memberId);
}

function applyEphemeralEvent(
  utils: QueryUtils,
  event: EphemeralEvent,
  me: { id: MemberId; name: string },
): void {
  if (event.kind === "read" && event.memberId === me.id)
    updateInboxCache(utils, (inbox) => markRead(inbox, event.sessionId, event.count));
  else applyEphemeralEventToChat(event, me.name);
  if (event.kind === "read" && event.by === "customer") markSeenByCustomer(event.sessionId, event.count);
}
