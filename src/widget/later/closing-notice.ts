import { SECOND } from "#domain/model/instant.ts";
import type { PublicEnd } from "#domain/views/public-fact.ts";
import type { ChatController } from "../chat/chat-controller.ts";
import type { ChatState } from "../chat/chat-state.ts";
import { h, type VirtualNode, type VirtualElement } from "../view/dom/virtual-dom.ts";
import { awayText, isNobodyThere } from "../view/elements/away-text.ts";
import { button } from "../view/elements/button.ts";
import { errorMessage } from "../view/elements/error-message.ts";
import { formatTime, plural } from "../view/locale/formats.ts";
import { strings } from "./later-locale.ts";

/** The number of seconds left at which the notice is announced to screen readers again. */
const LAST_CALL_SECONDS = 20;
const SIXTY = 60;

/** The only assertive region: the chat is about to end or has ended, or a message was not sent. */
export function closingNotice(state: ChatState, chat: ChatController): VirtualElement {
  const { session, outbox, settings } = state;
  const { secondsLeft: left } = state.timeDependent;
  const ended = session?.talk.ended;
  const lost = outbox.filter(({ reason }) => reason === "session-ended");
  const isFailed = outbox.filter((entry) => entry.state === "failed").length > lost.length;
  return h(
    "div",
    ended || left !== null ? "card closing" : "",
    h(
      "div",
      { role: "alert" },
      h("span", "hidden", isFailed && strings.$failedSaid),
      ended &&
        h("p", "", strings.$endedAt(formatTime(ended.at)), " ", endReason(ended, settings?.limitMs ?? 0)),
      left !== null && warning(state, left, chat),
    ),
    left !== null &&
      h(
        "p",
        "row choices",
        button("secondary", isQueued(state) ? strings.$keepPlace : strings.$keepOpen, () =>
          chat.sessionController.request("keepOpen"),
        ),
        button("link", strings.$endNow, () => chat.sessionController.request("end")),
      ),
    // Messages that were too late are not lost: the next chat can start with them.
    ended && [
      lost.length > 0 && h("p", "", strings.$lostRace),
      ...lost.map(({ clientId: id, text }) => h("p", { class: "bubble", dir: "auto", id }, text)),
      isNobodyThere(state) && h("p", "", awayText(state, chat.strings)),
      isNobodyThere(state) && button("link", chat.strings.$leaveMessage, () => chat.showLetter("open")),
      state.starting === "failed" && errorMessage({}, chat.strings.$notStarted),
      lost.length > 0 && button("primary", strings.$startWith, () => void chat.startWithUnsent()),
      button(lost.length > 0 ? "link" : "primary", chat.strings.$startNew, () => chat.showStartForm()),
    ],
  );
}

function isQueued({ session }: ChatState): boolean {
  return session?.talk.holder.kind === "queue";
}

function warning(state: ChatState, left: number, { strings: first }: ChatController): VirtualNode[] {
  const clockLeft = `${Math.floor(left / SIXTY)}:${String(left % SIXTY).padStart(2, "0")}`;
  return [
    h("strong", "", strings.$stillThere),
    isQueued(state) && ` ${first.$place(state.position)}.`,
    h("p", { "aria-hidden": true }, strings.$closesIn(clockLeft)),
    left <= LAST_CALL_SECONDS && h("span", "hidden", plural(LAST_CALL_SECONDS, strings.$lastCall)),
  ];
}

function endReason({ by, name }: PublicEnd, limitMs: number): string {
  const limit = limitMs / SECOND;
  if (by === "customer") return strings.$endedByYou;
  if (by === "member") return strings.$endedBy(name ?? "");
  return limit % SIXTY ? plural(limit, strings.$quietSeconds) : plural(limit / SIXTY, strings.$quietMinutes);
}
