import { MINUTE, SECOND } from "#domain/instant.ts";
import type { Shown } from "./shown.ts";
import { placeInLine } from "./waiting.tsx";

/** Said again, so that who only listens knows how little is left. */
const LAST_CALL_SECONDS = 20;
const SIXTY = 60;

/** The one region that interrupts: the chat is about to end, it has ended, a message was not sent. */
export function Closing(shown: Shown) {
  const { state, words, chat } = shown;
  const { secondsLeft } = state.moment;
  const over = state.session?.talk.ended ?? null;
  const inLine = state.session?.talk.holder.kind === "queue";
  const asks = secondsLeft !== null && over === null;
  return (
    <div class={asks || over !== null ? "card closing" : ""}>
      <div role="alert">
        {asks && <Warning {...shown} />}
        {over !== null && <Ending {...shown} />}
        <span class="hidden">{state.outbox.some(isFailed) && words.notSentSaid}</span>
      </div>
      {asks && (
        <p class="choices">
          <button type="button" class="secondary" onClick={() => chat.talk.wish("keepOpen")}>
            {inLine ? words.keepPlace : words.keepOpen}
          </button>
          <button type="button" class="link" onClick={() => chat.talk.wish("end")}>
            {words.endNow}
          </button>
        </p>
      )}
      {over !== null && <Next {...shown} />}
    </div>
  );
}

function isFailed({ state, reason }: Shown["state"]["outbox"][number]): boolean {
  return state === "failed" && reason !== "session-ended";
}

function Warning({ state, words }: Shown) {
  const secondsLeft = state.moment.secondsLeft ?? 0;
  const clock = `${Math.floor(secondsLeft / SIXTY)}:${String(secondsLeft % SIXTY).padStart(2, "0")}`;
  return (
    <>
      <p>
        <strong>{words.stillThere}</strong>
        {state.session?.talk.holder.kind === "queue" && ` ${placeInLine(state.position, words)}.`}
      </p>
      <p aria-hidden="true">
        {words.closesIn} <span class="digits">{clock}</span>.
      </p>
      {secondsLeft <= LAST_CALL_SECONDS && <span class="hidden">{words.closesSoon(LAST_CALL_SECONDS)}</span>}
    </>
  );
}

function Ending({ state, words, times }: Shown) {
  const ended = state.session?.talk.ended;
  if (!ended) return null;
  const limitMs = state.settings?.limitMs ?? 0;
  const quiet =
    limitMs % MINUTE === 0 ? words.minutes(limitMs / MINUTE) : words.seconds(Math.round(limitMs / SECOND));
  const why = {
    idle: words.quiet(quiet),
    customer: words.endedByYou,
    member: words.endedBy(ended.name ?? words.over),
  }[ended.by];
  return (
    <p>
      {ended.by === "idle"
        ? `${words.endedAt(times.clock(ended.at))} ${why}`
        : `${why} ${words.endedAt(times.clock(ended.at))}`}
    </p>
  );
}

/** What came too late is not lost: it may begin the next chat. */
function Next({ state, words, chat }: Shown) {
  const lost = state.outbox.filter(({ reason }) => reason === "session-ended");
  return (
    <>
      {lost.length > 0 && (
        <>
          <p>{words.lostRace}</p>
          {lost.map(({ clientId, text }) => (
            <p class="bubble lost" dir="auto" key={clientId}>
              {text}
            </p>
          ))}
        </>
      )}
      {state.starting === "failed" && <p class="fault">{words.notStarted}</p>}
      {lost.length > 0 && (
        <button type="button" class="primary" onClick={() => void chat.startWithLost()}>
          {words.startWith}
        </button>
      )}
      <button type="button" class={lost.length > 0 ? "link" : "primary"} onClick={() => chat.startNew()}>
        {words.startNew}
      </button>
    </>
  );
}
