import { ReauthenticationDialog } from "../../features/account/reauthentication-dialog.tsx";
import { SetUpSecondStep } from "../../features/account/set-up-second-step.tsx";
import { strings } from "../../features/account/strings.ts";
import { AuthCard } from "../../features/sign-in/auth-card.tsx";
import { LinkButton } from "../../ui/button/link-button.tsx";
import { signOut } from "./sign-out.ts";

/** Replaces every page for a member without a second step when the company requires one. */
export function SecondStepRequiredPage() {
  return (
    <AuthCard title={strings.door.title} hint={strings.door.why(strings.secondStep.about)}>
      <SetUpSecondStep done={strings.door.goOn} onDone={() => location.reload()} />
      <LinkButton className="justify-self-start" onClick={() => void signOut()}>
        {strings.door.signOut}
      </LinkButton>
      <ReauthenticationDialog />
    </AuthCard>
  );
}
