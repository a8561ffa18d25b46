import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { useLocation } from "wouter";
import { readCallFailure } from "#transport/call-failure.ts";
import { api } from "../../api/api-hooks.ts";
import { reauthenticationRequest } from "../../api/reauthentication-request.ts";
import { link, linkState } from "../../api/server-connection.ts";
import { connectionState } from "../../api/connection-state.ts";
import { useStore } from "../../store.ts";
import { Button } from "../../ui/button/button.tsx";
import { strings } from "../../strings.ts";
import { useNotificationSound } from "../../features/notifications/use-notification-sound.ts";
import { useTabTitle } from "../../features/notifications/use-tab-title.ts";
import { useLiveFeed } from "../../live/use-live-feed.ts";
import { MeContext } from "../../live/me-context.ts";

const SecondStepDoor = lazy(async () => ({
  default: (await import("./second-step-required-page.tsx")).SecondStepRequiredPage,
}));
const ProofDialog = lazy(async () => ({
  default: (await import("../../features/account/reauthentication-dialog.tsx")).ReauthenticationDialog,
}));

/** Shows its children to whoever is signed in, and the sign-in page to everybody else. */
export function RequireSignIn({ children }: { children: ReactNode }) {
  const { data: me, error, refetch } = api.agent.me.useQuery();
  const [, navigate] = useLocation();
  const failure = error === null ? null : readCallFailure(error);
  const isStranger = failure?.kind === "refused" && failure.reason === "UNAUTHORIZED";
  const isIn = me !== undefined;
  useEffect(() => {
    if (isStranger && !isIn) navigate("/login", { replace: true });
  }, [isStranger, isIn, navigate]);
  useRedirectWhenSignedOut(isIn, isStranger);

  if (failure?.kind === "refused" && failure.reason === "second-step-needed")
    return (
      <Suspense>
        <SecondStepDoor />
      </Suspense>
    );
  if (me !== undefined)
    return (
      <MeContext value={me}>
        <Live>{children}</Live>
        <RequestedReauthentication />
      </MeContext>
    );
  if (failure === null || isStranger) return null;
  return (
    <main className="grid min-h-dvh place-content-center justify-items-center gap-4 p-4">
      <p role="alert">{strings.shell.unreachable}</p>
      <Button onClick={() => void refetch()}>{strings.tryAgain}</Button>
    </main>
  );
}

/** The window that asks for the password is loaded when it is first needed. */
function RequestedReauthentication() {
  const isAsked = useStore(reauthenticationRequest, (asked) => asked !== null);
  return isAsked ? (
    <Suspense>
      <ProofDialog />
    </Suspense>
  ) : null;
}

/** Whose rights have ended, here or elsewhere, leaves by a page of its own, so that nothing stays in memory. */
function useRedirectWhenSignedOut(isIn: boolean, isStranger: boolean): void {
  const utils = api.useUtils();
  const isTurnedAway = useStore(linkState, isUnauthorized);
  // The server lets strangers connect too: who was away must ask who they are.
  const isBack = useStore(connectionState, (state) => state === "upToDate");
  useEffect(() => {
    if (isBack) void utils.agent.me.invalidate();
  }, [isBack, utils]);
  useEffect(() => {
    if (isIn && (isTurnedAway || isStranger)) location.assign("/login");
  }, [isIn, isTurnedAway, isStranger]);
}

/** Whether the server has turned this socket away as a stranger's. */
function isUnauthorized(): boolean {
  const failure = readCallFailure(link.refusal);
  return failure.kind === "refused" && failure.reason === "UNAUTHORIZED";
}

function Live({ children }: { children: ReactNode }) {
  useLiveFeed();
  useTabTitle();
  useNotificationSound();
  return children;
}
