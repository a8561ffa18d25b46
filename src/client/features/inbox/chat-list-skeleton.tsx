import { Skeleton } from "../../ui/loading/skeleton.tsx";
import { strings } from "../../strings.ts";
import { SECTIONS } from "./sections/sort-into-sections.ts";

const ROWS = ["first", "second", "third", "fourth", "fifth", "sixth"];

/** The first section heading at once, and placeholder rows if loading takes longer. Both as high as what follows. */
export function ChatListSkeleton() {
  return (
    <div aria-busy="true">
      {SECTIONS.slice(0, 1).map((name) => (
        <p
          key={name}
          className="flex min-h-9 items-center px-3 text-11 font-semibold text-ink-2 max-md:min-h-11"
        >
          {strings.list.sections[name]}
        </p>
      ))}
      {ROWS.map((row) => (
        <div key={row} className="h-15 px-3 py-1.5">
          <Skeleton className="h-full" />
        </div>
      ))}
    </div>
  );
}
