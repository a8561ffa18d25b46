import { strings } from "../strings.ts";
import type { SwitchResult } from "#domain/views/switch-result.ts";

/** The effect of turning the switch, in one line: who answers now, and how many chats moved or stayed. */
export function switchResultText({
  answers,
  moved,
  kept,
}: Pick<SwitchResult, "answers" | "moved" | "kept">): string {
  const { turned } = strings.answering;
  const movedText = moved === 0 ? "" : turned.moved[answers](moved);
  const keptText = kept === 0 || answers === "agents" ? "" : turned.kept(kept);
  return turned[answers] + movedText + keptText;
}
