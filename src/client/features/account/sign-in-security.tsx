import type { ReactNode } from "react";
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
      <Loaded query={guarded}>{(data) => <SecondStepSection guarded={data} />}</Loaded>
      <hr className="border-line" />
      <Loaded query={logins}>{(data) => <SignedInDevices logins={data} />}</Loaded>
    </div>
  );
}

interface LoadedProps<Data> {
  query: { data: Data | undefined; isError: boolean; refetch: () => unknown };
  children: (data: Data) => ReactNode;
}

function Loaded<Data>({ query: { data, isError, refetch }, children }: LoadedProps<Data>) {
  if (data !== undefined) return children(data);
  return (
    <LoadingOrFailed isError={isError} onRetry={() => void refetch()} strings={strings}>
      <Skeleton className="h-24" />
    </LoadingOrFailed>
  );
}
