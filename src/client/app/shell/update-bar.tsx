import { isOutdated } from "../../api/server-build.ts";
import { useStore } from "../../store.ts";
import { strings } from "../../strings.ts";
import { Button } from "../../ui/button/button.tsx";

/**
 * Offers a reload when the server runs a different build from this tab's. It never reloads by itself, because the
 * user may be typing.
 */
export function UpdateBar() {
  const isShown = useStore(isOutdated, (outdated) => outdated);
  if (!isShown) return null;
  return (
    <output className="flex items-center justify-center gap-3 border-b border-line bg-surface-2 px-3 py-1 text-13">
      <span>{strings.shell.updated}</span>
      <Button look="quiet" size="small" onClick={() => location.reload()}>
        {strings.shell.reload}
      </Button>
    </output>
  );
}
