import { useEffect } from "react";
import type { Fact, NumberedFact } from "#domain/model/fact.ts";
import { evolveInbox, isHeldBy, markRead } from "#domain/views/inbox.ts";
import type { MemberId } from "#domain/model/ids.ts";
import type { AgentItem, InboxSnapshot } from "#domain/views/team-view.ts";
import type { Whisper } from "#domain/model/ephemeral-event.ts";
import { type Following, follow } from "#transport/subscriptions/durable-subscription.ts";
import { api } from "../api/api-hooks.ts";
import { server } from "../api/server-connection.ts";
import { useMe } from "./me-context.ts";
import { changeInbox, type Utils } from "./update-inbox-cache.ts";
import { forgetLanes, hearFacts, lookAgain } from "./lane-store.ts";
import { setServerClock } from "./server-clock.ts";
import { forgetWhispers, hearWhisper, hushTyping } from "./ephemeral-state.ts";

/** Keeps the inbox, the lanes, and what depends on settings and members true, for as long as somebody is signed in. */
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
    const heard = server.agent.whispers.subscribe(undefined, {
      onData: (whisper) => takeWhisper(utils, whisper, { id: memberId, name }),
    });
    return () => heard.unsubscribe();
  }, [utils, memberId, name]);
}

function followFeed(utils: Utils, after: number, memberId: MemberId): { stop: () => void } {
  let following: Following | null = null;
  let isStopped = false;

  function start(from: number) {
    following = follow<AgentItem>({
      after: from,
      start: (cursor, handlers) => server.agent.watch.subscribe({ after: cursor }, handlers),
      onStarted: lookAgain,
      onItem: (item) => takeFacts(utils, item, memberId),
      onResync: () => void resync(),
    });
  }

  async function resync() {
    await utils.agent.inbox.refetch();
    void utils.invalidate();
    forgetLanes();
    lookAgain();
    if (!isStopped) start(utils.agent.inbox.getData()?.no ?? 0);
  }

  start(after);
  return {
    stop() {
      isStopped = true;
      following?.unsubscribe();
    },
  };
}

function takeFacts(utils: Utils, { facts }: AgentItem, memberId: MemberId): void {
  const before = utils.agent.inbox.getData();
  changeInbox(utils, (inbox) => facts.reduce(evolveInbox, inbox));
  hearFacts(facts);
  for (const { fact } of facts) takeNews(utils, fact);
  if (before !== undefined && facts.some((entry) => touchesPast(entry, before, memberId)))
    void utils.agent.chattedWith.invalidate();
}

function takeNews(utils: Utils, fact: Fact): void {
  switch (fact.kind) {
    case "session-opened":
      return utils.agent.me.setData(undefined, (me) => me && { ...me, hasChats: true });
    case "message-posted":
      return hushTyping(fact.sessionId);
    case "session-ended":
      return forgetWhispers(fact.sessionId);
    case "erased":
      for (const id of fact.sessions) forgetWhispers(id);
      return void utils.agent.chattedWith.invalidate();
    case "settings-changed":
      return void utils.settings.invalidate();
    case "members-changed":
      void utils.agent.me.invalidate();
      void utils.agent.colleagues.invalidate();
      void utils.settings.invalidate();
      return void utils.team.invalidate();
    default:
  }
}

/** Whether a chat of mine has just become one I once had. */
function touchesPast({ fact }: NumberedFact, { cards }: InboxSnapshot, memberId: MemberId): boolean {
  if (fact.kind !== "session-ended" && fact.kind !== "session-held") return false;
  const card = cards.find(({ session }) => session.id === fact.sessionId);
  return card !== undefined && isHeldBy(card.session, memberId);
}

function takeWhisper(utils: Utils, whisper: Whisper, me: { id: MemberId; name: string }): void {
  if (whisper.kind === "read" && whisper.memberId === me.id)
    changeInbox(utils, (inbox) => markRead(inbox, whisper.sessionId, whisper.count));
  else hearWhisper(whisper, me.name);
}
