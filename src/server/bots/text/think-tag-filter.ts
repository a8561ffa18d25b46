import type { TextFilter } from "./text-filter.ts";

const OPENING = "<think>";
const CLOSING = "</think>";

type Place = "before" | "thinking" | "answering";

/** Removes the reasoning that some local models write between `<think>` and `</think>`, before their answer. */
export function createThinkTagFilter(): TextFilter {
  let place: Place = "before";
  let held = "";

  function answer(text: string): string {
    place = "answering";
    held = "";
    return text;
  }

  return {
    push(text) {
      if (place === "answering") return text;
      held += text;
      if (place === "before") {
        const start = held.trimStart();
        if (OPENING.startsWith(start.slice(0, OPENING.length)) && start.length < OPENING.length) return "";
        if (!start.startsWith(OPENING)) return answer(held);
        place = "thinking";
      }
      const end = held.indexOf(CLOSING);
      if (end !== -1) return answer(held.slice(end + CLOSING.length).trimStart());
      held = held.slice(-CLOSING.length);
      return "";
    },
    end: () => (place === "before" ? answer(held) : ""),
  };
}
