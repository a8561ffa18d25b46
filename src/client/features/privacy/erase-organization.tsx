import { useState } from "react";
import { isConnectionLost } from "#transport/call-failure.ts";
import { api } from "../../api/api-hooks.ts";
import { useMe } from "../../live/me-context.ts";
import { Button } from "../../ui/button/button.tsx";
import { TypedConfirmationDialog } from "../../ui/dialog/typed-confirmation-dialog.tsx";
import { strings } from "./strings.ts";

const text = strings.erase;

/** The company's end, behind a question. */
export function EraseOrganization() {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <p className="text-14">{text.about}</p>
      <Button look="danger" onClick={() => setAsking(true)}>
        {text.open}
      </Button>
      {isAsking && <Ask onClose={() => setAsking(false)} />}
    </>
  );
}

function Ask({ onClose }: { onClose: () => void }) {
  const { companyName: name } = useMe();
  const { data } = api.privacy.ofCompany.useQuery();
  const { mutate, isPending, isError, error, data: answer } = api.privacy.eraseCompany.useMutation();
  // Whoever asks is shown out like everybody else, perhaps before the answer comes: then the sign-in page follows.
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
