import { api } from "../../api/api-hooks.ts";
import { Skeleton } from "../../ui/loading/skeleton.tsx";
import { LoadingOrFailed } from "../../ui/loading/loading-or-failed.tsx";
import { SignedInDevices } from "./signed-in-devices.tsx";
import { SecondStepSection } from "./second-step-section.tsx";
import { strings } from "./strings.ts";

/** A member's own second step and signed-in devices. A page of the settings. */
export function SignInSecurity() {
  const secondStep = api.account.secondStep.useQuery();
  // No fact reports sign-ins on other devices, so always reload.
  const logins = api.account.logins.useQuery(undefined, { staleTime: 0 });
  return (
    <div className="grid gap-6">
      <LoadingOrFailed query={secondStep} strings={strings} skeleton={SKELETON}>
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
