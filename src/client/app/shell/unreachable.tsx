import { AuthCard } from "../../features/sign-in/auth-card.tsx";
import { Button } from "../../ui/button/button.tsx";
import { strings } from "../../strings.ts";

/** Shown while the server gives no first answer. */
export function Unreachable({ onTryAgain }: { onTryAgain: () => void }) {
  return (
    <AuthCard title={strings.shell.away} hint={<span role="alert">{strings.shell.unreachable}</span>}>
      <Button look="primary" onClick={onTryAgain}>
        {strings.tryAgain}
      </Button>
    </AuthCard>
  );
}
