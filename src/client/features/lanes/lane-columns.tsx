import { Fragment, type ReactNode } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { useCustomerNames } from "../../live/use-customer-names.ts";
import { strings } from "../../strings.ts";
import { Pane } from "../../ui/loading/pane.tsx";
import { classNames } from "../../ui/class-names.ts";
import { Lane } from "./lane.tsx";
import { LaneSeparator } from "./lane-separator.tsx";
import { CollapsedLane } from "./collapsed-lane.tsx";
import type { Lanes } from "./layout/use-lanes.ts";

interface LaneRowProps {
  lanes: Lanes;
  /** Moves the focus back to the list. */
  onLeave: () => void;
  /** Shown when no chat is open. */
  empty: ReactNode;
}

/** The lanes side by side. */
export function LaneColumns({ lanes, onLeave, empty }: LaneRowProps) {
  const { drawn, layout, moves } = lanes;
  const names = useCustomerNames();
  const nameOf = (id: CustomerId) => names.get(id) ?? "…";
  const shareOf = (id: CustomerId) => layout.shares[id] ?? 1;
  const isCollapsed = (id: CustomerId) =>
    layout.collapsed.includes(id) && layout.maximised !== id && !lanes.isPhone;
  if (drawn.length === 0) return empty;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 bg-canvas">
      {drawn.map((id, index) => {
        const before = drawn[index - 1];
        const isNamesake = drawn.some((other) => other !== id && nameOf(other) === nameOf(id));
        return (
          <Fragment key={id}>
            {before !== undefined && (
              <LaneSeparator
                before={before}
                after={id}
                names={[nameOf(before), nameOf(id)]}
                shares={[shareOf(before), shareOf(id)]}
                onShare={moves.share}
              />
            )}
            {isCollapsed(id) ? (
              <div className="flex shrink-0">
                <Pane strings={strings.pane}>
                  <CollapsedLane customerId={id} onExpand={() => moves.expand(id)} />
                </Pane>
              </div>
            ) : (
              <div
                className={classNames(
                  "flex basis-0",
                  drawn.length > 1 && !lanes.isPhone ? "min-w-80" : "min-w-0",
                )}
                style={{ flexGrow: shareOf(id) }}
              >
                <Pane strings={strings.pane}>
                  <Lane customerId={id} lanes={lanes} isNamesake={isNamesake} onLeave={onLeave} />
                </Pane>
              </div>
            )}
          </Fragment>
        );
      })}
    </div>
  );
}
