import { words } from "../../words.ts";

/** Somebody else has the chat, and what I had written is still here. */
export function TakenNotice({ name, draft }: { name: string; draft: string }) {
  return (
    <div className="grid gap-1 border-t border-line bg-wait-soft px-3 py-2 text-13">
      <p role="alert">
        <strong>{words.composer.taken(name)}</strong> {words.composer.draftKept}
      </p>
      <p className="line-clamp-3 whitespace-pre-wrap text-ink-2">{draft}</p>
    </div>
  );
}
