import { ProofDialog } from "../../features/account/reauthentication-dialog.tsx";
import { SecondStepSetUp } from "../../features/account/set-up-second-step.tsx";
import { words } from "../../features/account/strings.ts";
import { Door } from "../../features/sign-in/auth-card.tsx";
import { LinkButton } from "../../ui/button/link-button.tsx";
import { signOut } from "./sign-out.ts";

/** What whoever has no second step sees instead of everything, in a company that requires one. */
export function SecondStepDoor() {
  return (
    <Door title={words.door.title} hint={words.door.why(words.secondStep.about)}>
      <SecondStepSetUp done={words.door.goOn} onDone={() => location.assign("/inbox")} />
      <LinkButton className="justify-self-start" onClick={() => void signOut()}>
        {words.door.signOut}
      </LinkButton>
      <ProofDialog />
    </Door>
  );
}
