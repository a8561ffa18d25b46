import { SECOND } from "#domain/instant.ts";
import type { Chat } from "../chat.ts";
import type { ChatState } from "../chat-state.ts";
import { button, fault } from "./button.ts";
import { clock, words } from "./language.ts";
import { h, type Kid, type Tree } from "./tree.ts";

/** Said again, so that who only listens knows how little is left. */
const LAST_CALL_SECONDS = 20;
const SIXTY = 60;

/** The one region that interrupts: the chat is about to end, it has ended, a message was not sent. */
export function closing(state: ChatState, chat: Chat): Tree {
  const { session, outbox, moment } = state;
  const over = session?.talk.ended ?? null;
  const asks = moment.secondsLeft !== null && over === null;
  const isFailed = outbox.some((entry) => entry.state === "failed" && entry.reason !== "session-ended");
  return h(
    "div",
    asks || over !== null ? "card closing" : "",
    h(
      "div",
      { role: "alert" },
      h("span", "hidden", isFailed && words.failedSaid),
      over !== null && h("p", "", ending(state)),
      asks && warning(state),
    ),
    asks &&
      h(
        "p",
        "row choices",
        button("secondary", inLine(state) ? words.keepPlace : words.keepOpen, () =>
          chat.talk.wish("keepOpen"),
        ),
        button("link", words.endNow, () => chat.talk.wish("end")),
      ),
    over !== null && next(state, chat),
  );
}

function inLine({ session }: ChatState): boolean {
  return session?.talk.holder.kind === "queue";
}

function warning(state: ChatState): Kid[] {
  const left = state.moment.secondsLeft ?? 0;
  return [
    h("strong", "", words.stillThere),
    inLine(state) && ` ${words.place(state.position)}.`,
    h("p", { "aria-hidden": true }, words.closesIn(clockOf(left))),
    left <= LAST_CALL_SECONDS && h("span", "hidden", words.lastCall(LAST_CALL_SECONDS)),
  ];
}

/** "0:58" */
function clockOf(seconds: number): string {
  return `${Math.floor(seconds / SIXTY)}:${String(seconds % SIXTY).padStart(2, "0")}`;
}

function ending({ session, settings }: ChatState): string {
  const ended = session?.talk.ended;
  const limit = (settings?.limitMs ?? 0) / SECOND;
  if (!ended) return "";
  const why = {
    idle: limit % SIXTY ? words.quiet(limit, "second") : words.quiet(limit / SIXTY, "minute"),
    customer: words.endedByYou,
    member: words.endedBy(ended.name ?? ""),
  };
  return `${words.endedAt(clock(ended.at))} ${why[ended.by]}`;
}

/** What came too late is not lost: it may begin the next chat. */
function next({ outbox, starting }: ChatState, chat: Chat): Kid[] {
  const lost = outbox.filter(({ reason }) => reason === "session-ended");
  const hasLost = lost.length > 0;
  return [
    hasLost && h("p", "", words.lostRace),
    ...lost.map(({ clientId: id, text }) => h("p", { class: "bubble", dir: "auto", id }, text)),
    starting === "failed" && fault({}, words.notStarted),
    hasLost && button("primary", words.startWith, () => void chat.startWithLost()),
    button(hasLost ? "link" : "primary", words.startNew, () => chat.startNew()),
  ];
}
