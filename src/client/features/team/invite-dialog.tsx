import { type FormEvent, useState } from "react";
import type { Role } from "#domain/model/member.ts";
import { Button } from "../../ui/button/button.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { RadioGroup } from "../../ui/form/radio-group.tsx";
import { TextField } from "../../ui/form/text-field.tsx";
import { CreatedInviteLinks } from "./created-invite-links.tsx";
import { parseEmailAddresses } from "./parse-email-addresses.ts";
import { useCreateInviteLinks } from "./use-create-invite-links.ts";
import { strings } from "./strings.ts";

const text = strings.invite;
const INVITATIONS_MAX = 20;

/** Creates invitation links, which the admin sends by other means. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { created, isCopied, isBusy, create } = useCreateInviteLinks();
  // These are two dialogs with different keys, so that the second takes the focus.
  if (created === null)
    return (
      <Dialog key="form" title={text.title} onClose={onClose}>
        <InviteForm
          isBusy={isBusy}
          onCancel={onClose}
          onCreate={(emails, role) => void create(emails, role)}
        />
      </Dialog>
    );
  return (
    <Dialog key="links" title={text.title} onClose={onClose}>
      <CreatedInviteLinks made={created} isCopied={isCopied} />
      <Button look="primary" className="justify-self-end" onClick={onClose}>
        {text.done}
      </Button>
    </Dialog>
  );
}

interface InviteFormProps {
  isBusy: boolean;
  onCancel: () => void;
  onCreate: (emails: readonly (string | null)[], role: Role) => void;
}

function InviteForm({ isBusy, onCancel, onCreate }: InviteFormProps) {
  const [typed, setTyped] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [problem, setProblem] = useState<string | null>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    const { good, bad } = parseEmailAddresses(typed);
    const faulty = problemWith(good, bad);
    setProblem(faulty);
    if (faulty === null && !isBusy) onCreate(good.length === 0 ? [null] : good, role);
  }

  return (
    <form noValidate aria-label={text.title} className="grid gap-4" onSubmit={submit}>
      <TextField
        label={text.emails}
        hint={text.emailsHint}
        error={problem}
        autoComplete="off"
        inputMode="email"
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <RadioGroup
        label={text.role}
        value={role}
        options={[
          { value: "agent", label: strings.agent },
          { value: "admin", label: strings.admin },
        ]}
        onChange={setRole}
      />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>{text.cancel}</Button>
        <Button type="submit" look="primary" aria-disabled={isBusy}>
          {isBusy ? text.making : text.copy}
        </Button>
      </div>
    </form>
  );
}

function problemWith(good: readonly string[], bad: readonly string[]): string | null {
  const [first] = bad;
  if (first !== undefined) return text.emailWrong(first);
  return good.length > INVITATIONS_MAX ? text.tooMany(INVITATIONS_MAX) : null;
}
