import { ArrowDown } from "lucide-react";
import { Icon } from "../../../ui/icon.tsx";
import { strings } from "../../../strings.ts";

/** Scrolls to the newest message; shown when scrolled away from it. */
export function JumpToLatestButton({ count, onJump }: { count: number; onJump: () => void }) {
  return (
    <button
      type="button"
      onClick={onJump}
      className="absolute bottom-3 left-1/2 flex min-h-8 -translate-x-1/2 items-center gap-1.5 rounded-full border border-line bg-surface px-3 text-13 font-semibold whitespace-nowrap shadow-menu hover:bg-surface-3 pointer-coarse:min-h-11"
    >
      <Icon of={ArrowDown} />
      <span>{count > 0 ? strings.lane.newMessages(count) : strings.lane.toEnd}</span>
    </button>
  );
}
