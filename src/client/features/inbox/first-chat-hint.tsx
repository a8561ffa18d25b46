import { ExternalLink } from "lucide-react";
import { Icon } from "../../ui/icon.tsx";
import { strings } from "../../strings.ts";

/** Explains how to start a first chat. Shown instead of five empty sections when there are no chats yet. */
export function FirstChatHint() {
  return (
    <div className="grid content-center justify-items-center gap-3 bg-canvas p-6 text-center md:flex-1">
      <p className="text-16 font-semibold">{strings.list.noChats}</p>
      <p className="text-ink-2">{strings.list.noChatsHint}</p>
      <a
        href="/demo"
        target="_blank"
        rel="noreferrer"
        className="inline-flex min-h-9 items-center justify-center gap-2 rounded-8 bg-accent px-3 font-semibold text-on-accent hover:bg-accent-hover max-md:min-h-11"
      >
        <span>{strings.shell.openDemoPage}</span>
        <Icon of={ExternalLink} />
      </a>
    </div>
  );
}
