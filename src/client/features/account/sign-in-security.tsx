import { api } from "../../api/api-hooks.ts";
import { Skeleton } from "../../ui/loading/skeleton.tsx";
import { LoadingOrFailed } from "../../ui/loading/loading-or-failed.tsx";
import { SignedInDevices } from "./signed-in-devices.tsx";
import { SecondStepSection } from "./second-step-section.tsx";
import { strings } from "./strings.ts";

/** How a member's own sign-in is guarded, and where it is open. Stands inside the settings. */
export function SignInSecurity() {
  const guarded = api.account.secondStep.useQuery();
  // Others sign in and out without a word to this screen.
  const logins = api.account.logins.useQuery(undefined, { staleTime: 0 });
  return (
    <div className="grid gap-6">
      <LoadingOrFailed query={guarded} strings={strings} skeleton={SKELETON}>
        {(data) => <SecondStepSection guarded={data} />}
      </LoadingOrFailed>
      <hr className="border-line" />
      <LoadingOrFailed query={logins} strings={strings} skeleton={SKELETON}>
        {(data) => <SignedInDevices logins={data} />}
      </LoadingOrFailed>
    </div>
  );
}

const SKELETON = <Skeleton className="h-24" />;
