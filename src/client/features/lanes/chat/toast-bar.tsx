import { X } from "lucide-react";
import { useEffect, useState } from "react";
import { SECOND } from "#domain/model/instant.ts";
import { useStore } from "../../../store.ts";
import { Button } from "../../../ui/button/button.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { IconButton } from "../../../ui/button/icon-button.tsx";
import { strings } from "../../../strings.ts";
import { toast } from "./toast.ts";

/** Long enough to read the toast and to undo. Pointer or focus on the toast keeps it open. */
const SHOWN_FOR_MS = 8 * SECOND;

/** Shows the current toast, with an undo button if it has one. It is placed over the list, where nobody is typing. */
export function ToastBar() {
  const shown = useStore(toast, (one) => one);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (shown === null || isHeld) return;
    const timer = setTimeout(toast.set, SHOWN_FOR_MS, null);
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
      className={classNames(
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
            toast.set(null);
          }}
        >
          {strings.undo}
        </Button>
      )}
      {shown !== null && <IconButton icon={X} label={strings.dismiss} onClick={() => toast.set(null)} />}
    </div>
  );
}
