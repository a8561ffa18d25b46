import { useState } from "react";
import { isConnectionLost } from "#transport/call-failure.ts";
import { api } from "../../api/api-hooks.ts";
import { useMe } from "../../live/me-context.ts";
import { Button } from "../../ui/button/button.tsx";
import { TypedConfirmationDialog } from "../../ui/dialog/typed-confirmation-dialog.tsx";
import { strings } from "./strings.ts";

const text = strings.erase;

/** Erases the company's data after a typed confirmation. */
export function EraseOrganization() {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <p className="text-14">{text.about}</p>
      <Button look="danger" onClick={() => setAsking(true)}>
        {text.open}
      </Button>
      {isAsking && <EraseDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function EraseDialog({ onClose }: { onClose: () => void }) {
  const { companyName: name } = useMe();
  const { data } = api.privacy.ofCompany.useQuery();
  const { mutate, isPending, isError, error, data: answer } = api.privacy.eraseCompany.useMutation();
  // Erasing signs out the caller too, perhaps before the response arrives. Then the sign-in page opens.
  const isFailed = (isError && !isConnectionLost(error)) || answer?.isErased === false;
  return (
    <TypedConfirmationDialog
      title={text.ask(name)}
      word={name}
      strings={{ ...text, type: text.type(name) }}
      problem={isFailed ? text.failed : null}
      isWorking={isPending}
      onConfirm={() => mutate({ name })}
      onClose={onClose}
    >
      <p className="text-14">{data === undefined ? text.counting : text.goes(data)}</p>
      <p className="text-14 text-ink-2">{text.backups}</p>
    </TypedConfirmationDialog>
  );
}
