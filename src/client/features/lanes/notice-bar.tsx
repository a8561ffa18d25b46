import { X } from "lucide-react";
import { useStore } from "../../store.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { words } from "../../words.ts";
import { notice } from "./notice.ts";

/** What the lanes did by themselves, with the way back. Stays until it is read and put away. */
export function NoticeBar() {
  const shown = useStore(notice, (one) => one);
  const undo = shown?.undo ?? null;
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-4 z-40 flex justify-center max-md:bottom-20">
      <div
        className={
          shown === null
            ? "sr-only"
            : "pointer-events-auto flex items-center gap-2 rounded-12 border border-line bg-surface py-1 pr-1 pl-4 shadow-dialog"
        }
      >
        <output>{shown?.text}</output>
        {undo !== null && (
          <Button
            look="quiet"
            size="small"
            onClick={() => {
              undo();
              notice.set(null);
            }}
          >
            {words.undo}
          </Button>
        )}
        {shown !== null && <IconButton icon={X} label={words.dismiss} onClick={() => notice.set(null)} />}
      </div>
    </div>
  );
}
