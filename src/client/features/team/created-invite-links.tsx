import { TextField } from "../../ui/form/text-field.tsx";
import type { CreatedLink } from "./use-create-invite-links.ts";
import { strings } from "./strings.ts";

const text = strings.invite;

/** The created invitation links, shown only once. */
export function CreatedInviteLinks({
  made: created,
  isCopied,
}: {
  made: readonly CreatedLink[];
  isCopied: boolean;
}) {
  const hasLinks = created.some((one) => "link" in one);
  return (
    <div className="grid max-h-96 gap-3 overflow-y-auto p-0.5">
      {created.map((one) =>
        "link" in one ? (
          <TextField
            key={one.email}
            label={text.link(one.email)}
            readOnly
            value={one.link}
            onFocus={(event) => event.target.select()}
          />
        ) : (
          <p key={one.email} role="alert" className="text-14 text-danger">
            {text.failed(one.email, one.problem)}
          </p>
        ),
      )}
      {hasLinks && (
        <output className="text-13 text-ink-2">
          {`${isCopied ? text.copied : text.notCopied} ${text.once}`}
        </output>
      )}
    </div>
  );
}
