import { Button } from "../../ui/button/button.tsx";
import { Dialog } from "../../ui/dialog/dialog.tsx";
import { TextField } from "../../ui/form/text-field.tsx";
import { strings } from "./strings.ts";

const text = strings.passwordReset;

interface PasswordResetLinkDialogProps {
  name: string;
  link: string;
  isCopied: boolean;
  onClose: () => void;
}

/** Shows a link with which a member chooses a new password. The admin sends it by other means. */
export function PasswordResetLinkDialog({ name, link, isCopied, onClose }: PasswordResetLinkDialogProps) {
  return (
    <Dialog title={text.title(name)} onClose={onClose}>
      <TextField label={text.link} readOnly value={link} onFocus={(event) => event.target.select()} />
      <output className="text-13 text-ink-2">
        {`${isCopied ? strings.invite.copied : strings.invite.notCopied} ${text.hint}`}
      </output>
      <Button look="primary" className="justify-self-end" onClick={onClose}>
        {strings.invite.done}
      </Button>
    </Dialog>
  );
}
