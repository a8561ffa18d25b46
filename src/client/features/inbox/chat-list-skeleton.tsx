import { Skeleton } from "../../ui/loading/skeleton.tsx";
import { strings } from "../../strings.ts";
import { SECTIONS } from "./sections/sort-into-sections.ts";

const ROWS = ["first", "second", "third", "fourth", "fifth", "sixth"];

/** The first section heading at once, and placeholder rows if loading takes longer. */
export function ChatListSkeleton() {
  return (
    <div aria-busy="true" className="grid gap-2 p-3">
      {SECTIONS.slice(0, 1).map((name) => (
        <p key={name} className="text-11 font-semibold text-ink-2">
          {strings.list.sections[name]}
        </p>
      ))}
      {ROWS.map((row) => (
        <Skeleton key={row} className="h-12" />
      ))}
    </div>
  );
}
