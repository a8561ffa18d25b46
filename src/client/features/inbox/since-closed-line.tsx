import { X } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/api-hooks.ts";
import { IconButton } from "../../ui/button/icon-button.tsx";
import { strings } from "../../strings.ts";

/** What the chatbot did while nobody was there. It greets whoever comes first, until they hide it or somebody has worked. */
export function SinceClosedLine() {
  const { data = null } = api.agent.sinceClosed.useQuery(undefined, { staleTime: Infinity });
  const [isHidden, setHidden] = useState(false);
  if (data === null || data.chats === 0 || isHidden) return null;
  return (
    <div className="flex items-center justify-between gap-2 border-b border-line bg-surface-2 px-3 py-1.5 text-13">
      <output>{strings.list.sinceClosed(data.chats, data.unsure)}</output>
      <IconButton icon={X} label={strings.list.hide} onClick={() => setHidden(true)} />
    </div>
  );
}
