import { ProofDialog } from "../features/account/proof-dialog.tsx";
import { SecondStepSetUp } from "../features/account/second-step-set-up.tsx";
import { words } from "../features/account/words.ts";
import { Door } from "../features/sign-in/door.tsx";
import { LinkButton } from "../ui/link-button.tsx";
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
