import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { SECOND } from "#domain/model/instant.ts";
import { useStore } from "../../../store.ts";
import { Button } from "../../../ui/button/button.tsx";
import { classes } from "../../../ui/class-names.ts";
import { IconButton } from "../../../ui/button/icon-button.tsx";
import { words } from "../../../strings.ts";
import { notice } from "./toast.ts";

/** Long enough to read it and to take it back; a hand on it keeps it there. */
const SHOWN_FOR_MS = 8 * SECOND;

/** What the lanes did by themselves, with the way back. Stands over the list, where nobody is writing. */
export function NoticeBar() {
  const shown = useStore(notice, (one) => one);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (shown === null || isHeld) return;
    const timer = setTimeout(notice.set, SHOWN_FOR_MS, null);
    return () => clearTimeout(timer);
  }, [shown, isHeld]);

  const undo = shown?.undo ?? null;
  return (
    <div
      role="presentation"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className={classes(
        "fixed bottom-14 left-18 z-20 max-md:inset-x-4 max-md:bottom-20",
        shown === null
          ? "sr-only"
          : "flex items-center gap-2 rounded-12 border border-line bg-surface py-1 pr-1 pl-4 shadow-dialog",
      )}
    >
      <output className="flex-1">{shown?.text}</output>
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
  );
}
