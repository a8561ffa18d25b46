import { HandlerMark } from "./handler.tsx";
import { Markdown } from "./markdown.tsx";
import type { Shown } from "./shown.ts";

/**
 * What is being said right now. Outside the log and not spoken: the log gets the whole message once it is finished.
 */
export function Arriving({ state, words }: Shown) {
  const { session, words: spoken, moment, settings } = state;
  const turn = session?.talk.turn ?? null;
  if (turn === null && moment.typing === null) return null;
  const text = turn !== null && spoken?.turnId === turn.turnId ? spoken.text : "";
  return (
    <div class="arriving message first last" aria-hidden="true">
      <p class="by">
        {turn === null ? (
          <HandlerMark handler="person">{moment.typing ?? ""}</HandlerMark>
        ) : (
          <HandlerMark handler="bot">{settings?.botName ?? ""}</HandlerMark>
        )}
      </p>
      <div class={`bubble ${text === "" ? "" : "streaming"}`} dir="auto">
        {text === "" ? (
          <Dots
            say={turn === null ? words.typing(moment.typing ?? "") : words.replying(settings?.botName ?? "")}
          />
        ) : (
          <Markdown text={text} />
        )}
      </div>
      {turn !== null && text === "" && moment.slow && <p class="meta">{words.stillWorking}</p>}
    </div>
  );
}

/** Three dots; words, for who wants nothing to move. */
function Dots({ say }: { say: string }) {
  return (
    <span class="dots">
      <i />
      <i />
      <i />
      <span>{say}</span>
    </span>
  );
}
