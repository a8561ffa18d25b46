import { X } from "lucide-react";
import { useState } from "react";
import { isOutdated } from "../../api/server-build.ts";
import { useStore } from "../../store.ts";
import { strings } from "../../strings.ts";
import { Button } from "../../ui/button/button.tsx";
import { IconButton } from "../../ui/button/icon-button.tsx";

/**
 * Offers a reload when the server runs a different build from this tab's. It never reloads by itself, because the
 * user may be typing.
 */
export function UpdateBar() {
  const isShown = useStore(isOutdated, (outdated) => outdated);
  const [isDismissed, setDismissed] = useState(false);
  if (!isShown || isDismissed) return null;
  return (
    <output className="pointer-events-auto flex items-center gap-3 rounded-12 border border-line bg-surface-2 py-1 pr-1 pl-3 text-13 shadow-menu">
      <span>{strings.shell.updated}</span>
      <Button look="quiet" size="small" onClick={() => location.reload()}>
        {strings.shell.reload}
      </Button>
      <IconButton icon={X} label={strings.dismiss} onClick={() => setDismissed(true)} />
    </output>
  );
}
