import { strings } from "../../strings.ts";

/** Shown in place of lanes when none is open. */
export function NoOpenLanes() {
  return (
    <div className="grid flex-1 place-content-center justify-items-center gap-4 bg-canvas p-6 text-center">
      <p className="text-16">{strings.lane.none}</p>
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-3 gap-y-2 text-left text-13 text-ink-2">
        {strings.lane.keys.map(({ key, does }) => (
          <div key={key} className="contents">
            <dt className="text-right">
              <kbd className="rounded-4 border border-line-strong bg-surface px-1.5 py-0.5 text-12">
                {key}
              </kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
