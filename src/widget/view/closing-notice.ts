import { SECOND } from "#domain/model/instant.ts";
import type { PublicEnd } from "#domain/views/public-fact.ts";
import type { Chat } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { button, fault } from "./elements/button.ts";
import { clock, words } from "./locale/strings.ts";
import { h, type Kid, type Tree } from "./dom/virtual-dom.ts";

/** Said again, so that who only listens knows how little is left. */
const LAST_CALL_SECONDS = 20;
const SIXTY = 60;

/** The one region that interrupts: the chat is about to end, it has ended, a message was not sent. */
export function closing(state: ChatState, chat: Chat): Tree {
  const { session, outbox, settings } = state;
  const { secondsLeft: left } = state.moment;
  const ended = session?.talk.ended;
  const lost = outbox.filter(({ reason }) => reason === "session-ended");
  const isFailed = outbox.filter((entry) => entry.state === "failed").length > lost.length;
  return h(
    "div",
    ended || left !== null ? "card closing" : "",
    h(
      "div",
      { role: "alert" },
      h("span", "hidden", isFailed && words.$failedSaid),
      ended && h("p", "", words.$endedAt(clock(ended.at)), " ", why(ended, settings?.limitMs ?? 0)),
      left !== null && warning(state, left),
    ),
    left !== null &&
      h(
        "p",
        "row choices",
        button("secondary", inLine(state) ? words.$keepPlace : words.$keepOpen, () =>
          chat.talk.wish("keepOpen"),
        ),
        button("link", words.$endNow, () => chat.talk.wish("end")),
      ),
    // What came too late is not lost: it may begin the next chat.
    ended && [
      lost.length > 0 && h("p", "", words.$lostRace),
      ...lost.map(({ clientId: id, text }) => h("p", { class: "bubble", dir: "auto", id }, text)),
      state.starting === "failed" && fault({}, words.$notStarted),
      lost.length > 0 && button("primary", words.$startWith, () => void chat.startWithLost()),
      button(lost.length > 0 ? "link" : "primary", words.$startNew, () => chat.startNew()),
    ],
  );
}

function inLine({ session }: ChatState): boolean {
  return session?.talk.holder.kind === "queue";
}

function warning(state: ChatState, left: number): Kid[] {
  const clockLeft = `${Math.floor(left / SIXTY)}:${String(left % SIXTY).padStart(2, "0")}`;
  return [
    h("strong", "", words.$stillThere),
    inLine(state) && ` ${words.$place(state.position)}.`,
    h("p", { "aria-hidden": true }, words.$closesIn(clockLeft)),
    left <= LAST_CALL_SECONDS && h("span", "hidden", words.$lastCall(LAST_CALL_SECONDS)),
  ];
}

function why({ by, name }: PublicEnd, limitMs: number): string {
  const limit = limitMs / SECOND;
  if (by === "customer") return words.$endedByYou;
  if (by === "member") return words.$endedBy(name ?? "");
  return limit % SIXTY ? words.$quiet(limit, "second") : words.$quiet(limit / SIXTY, "minute");
}
