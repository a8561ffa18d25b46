import { api } from "../../api/api-hooks.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import type { TeamView } from "#domain/views/team-view.ts";
import { publicNameFaultText } from "../../live/public-name-fault-text.ts";
import { Button } from "../../ui/button/button.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { OptionalTextForm } from "../../ui/form/optional-text-form.tsx";
import { strings } from "./strings.ts";

const text = strings.publicName;

interface PublicNameDialogProps {
  row: TeamView["members"][number];
  onClose: () => void;
}

/** An admin's change of the name that customers read of a colleague. */
export function PublicNameDialog({ row, onClose }: PublicNameDialogProps) {
  const utils = api.useUtils();
  const setPublicName = api.team.setPublicName.useMutation();
  return (
    <Dialog title={text.title(row.name)} onClose={onClose}>
      <OptionalTextForm
        label={text.label}
        hint={text.hintFor(row.name)}
        placeholder={row.name}
        stored={row.publicName}
        faultOf={publicNameFaultText}
        explain={(error) => explainCallFailure(error, text)}
        strings={text}
        save={async (publicName) => {
          await setPublicName.mutateAsync({ memberId: row.id, publicName });
          await utils.team.get.invalidate();
        }}
      />
      <Button className="justify-self-end" onClick={onClose}>
        {text.close}
      </Button>
    </Dialog>
  );
}
