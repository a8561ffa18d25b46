import type { CustomerId } from "#domain/model/ids.ts";
import { isBlank } from "#domain/text/is-blank.ts";
import { useDraft } from "../../../live/use-draft.ts";
import { strings } from "../../../strings.ts";

interface UnsendableDraftProps {
  customerId: CustomerId;
  /** Why it cannot be sent; `null` when that is obvious. */
  why: string | null;
}

/** A draft that cannot be sent in this chat. It is kept for the customer's next chat. */
export function UnsendableDraft({ customerId, why }: UnsendableDraftProps) {
  const [draft] = useDraft(customerId);
  if (isBlank(draft)) return null;
  return (
    <div className="grid gap-1 border-t border-line bg-wait-soft px-3 py-2 text-13">
      <p role="alert">
        {why !== null && <strong>{`${why} `}</strong>}
        <span>{strings.composer.draftKept}</span>
      </p>
      <p dir="auto" className="line-clamp-3 whitespace-pre-wrap text-ink-2">
        {draft}
      </p>
    </div>
  );
}
