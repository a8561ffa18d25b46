import { strings } from "../strings.ts";
import type { SwitchResult } from "#domain/views/settings-view.ts";

/** What turning the switch did, in one line: who answers now, and how many chats changed hands or stayed. */
export function switchResultText({
  answers,
  moved,
  kept,
}: Pick<SwitchResult, "answers" | "moved" | "kept">): string {
  const { turned } = strings.answering;
  const went = moved === 0 ? "" : turned.moved[answers](moved);
  const stayed = kept === 0 || answers === "agents" ? "" : turned.kept(kept);
  return turned[answers] + went + stayed;
}
