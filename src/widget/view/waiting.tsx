import type { Shown } from "./shown.ts";

/** In line for a person: the place, and that nothing written meanwhile is lost. */
export function Waiting({ state, words, chat }: Shown) {
  const { position, settings, session } = state;
  if (session?.talk.holder.kind !== "queue") return null;
  return (
    <section class="card waiting" aria-label={words.line}>
      <p>
        <strong>{placeInLine(position, words)}</strong>
      </p>
      <p>{words.keepTyping}</p>
      {settings?.answers === "bot" && (
        <button type="button" class="link" onClick={() => chat.talk.wish("askBot")}>
          {words.askBot}
        </button>
      )}
    </section>
  );
}

/** "You are number 2 in line" */
export function placeInLine(position: number | null, words: Shown["words"]): string {
  if (position === null) return words.inLine;
  return position === 1 ? words.next : words.number(position);
}
