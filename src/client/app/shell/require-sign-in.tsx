import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { useLocation } from "wouter";
import { SECOND } from "#domain/model/instant.ts";
import { readCallFailure } from "#transport/call-failure.ts";
import { api } from "../../api/api-hooks.ts";
import { reauthenticationRequest } from "../../api/reauthentication-request.ts";
import { appConnection, socketState } from "../../api/app-connection.ts";
import { connectionState } from "../../api/connection-state.ts";
import { useStore } from "../../store.ts";
import { Unreachable } from "./unreachable.tsx";
import { useNotificationSound } from "../../features/notifications/use-notification-sound.ts";
import { useTabTitle } from "../../features/notifications/use-tab-title.ts";
import { useLiveFeed } from "../../live/use-live-feed.ts";
import { rememberCompany } from "../../live/last-company.ts";
import { MeContext } from "../../live/me-context.ts";

const SecondStepRequiredPage = lazy(async () => ({
  default: (await import("./second-step-required-page.tsx")).SecondStepRequiredPage,
}));
const NotAMemberPage = lazy(async () => ({
  default: (await import("./not-a-member-page.tsx")).NotAMemberPage,
}));
const ReauthenticationDialog = lazy(async () => ({
  default: (await import("../../features/account/reauthentication-dialog.tsx")).ReauthenticationDialog,
}));

/** Shows its children to signed-in members and redirects everybody else to the sign-in page. */
export function RequireSignIn({ children }: { children: ReactNode }) {
  const {
    data: me,
    error,
    errorUpdateCount,
    refetch,
  } = api.agent.me.useQuery(undefined, { refetchInterval: retryInterval });
  const [, navigate] = useLocation();
  const failure = error === null ? null : readCallFailure(error);
  const isUnauthenticated = failure?.kind === "refused" && failure.reason === "UNAUTHORIZED";
  const hasMe = me !== undefined;
  useEffect(() => {
    if (isUnauthenticated && !hasMe) navigate("~/login", { replace: true });
  }, [isUnauthenticated, hasMe, navigate]);
  const isNoMember = failure?.kind === "refused" && failure.reason === "company-unknown";
  useRedirectWhenSignedOut(hasMe, isUnauthenticated, isNoMember);
  const orgId = me?.orgId ?? null;
  useEffect(() => {
    if (orgId !== null) rememberCompany(orgId);
  }, [orgId]);

  if (failure?.kind === "refused" && failure.reason === "second-step-needed")
    return (
      <Suspense>
        <SecondStepRequiredPage />
      </Suspense>
    );
  if (isNoMember)
    return (
      <Suspense>
        <NotAMemberPage />
      </Suspense>
    );
  if (me !== undefined)
    return (
      <MeContext value={me}>
        <LiveUpdates>{children}</LiveUpdates>
        <RequestedReauthentication />
      </MeContext>
    );
  // While it asks again there is no error, but the page stays.
  if (errorUpdateCount === 0 || isUnauthenticated) return null;
  return <Unreachable onTryAgain={() => void refetch()} />;
}

/** How long to wait before asking again whether the server is back, in milliseconds. */
const RETRY_MS = 5 * SECOND;

/** Asks again by itself while a first answer is missing because the server is away. */
function retryInterval({ state }: { state: { data: unknown; error: unknown } }): number | false {
  const isAway =
    state.data === undefined && state.error !== null && readCallFailure(state.error).kind !== "refused";
  return isAway ? RETRY_MS : false;
}

/** The reauthentication dialog, loaded when first needed. */
function RequestedReauthentication() {
  const isRequested = useStore(reauthenticationRequest, (request) => request !== null);
  return isRequested ? (
    <Suspense>
      <ReauthenticationDialog />
    </Suspense>
  ) : null;
}

/**
 * Reloads the page once the sign-in or the place in this company has ended, here or elsewhere, so that no data stays in
 * memory. Who is signed out then signs in.
 */
function useRedirectWhenSignedOut(hasMe: boolean, isUnauthenticated: boolean, isNoMember: boolean): void {
  const utils = api.useUtils();
  const isSocketRefused = useStore(socketState, isUnauthorized);
  // The server accepts sockets without a sign-in too, so check the sign-in again after a reconnect.
  const isReconnected = useStore(connectionState, (state) => state === "upToDate");
  useEffect(() => {
    if (isReconnected) void utils.agent.me.invalidate();
  }, [isReconnected, utils]);
  useEffect(() => {
    // What has ended may be the sign-in, this company alone, or the connection because of another role: the new page asks.
    if (hasMe && (isSocketRefused || isUnauthenticated || isNoMember)) location.reload();
  }, [hasMe, isSocketRefused, isUnauthenticated, isNoMember]);
}

/** Whether the server refused this socket as unauthorized. */
function isUnauthorized(): boolean {
  const failure = readCallFailure(appConnection.refusal);
  return failure.kind === "refused" && failure.reason === "UNAUTHORIZED";
}

function LiveUpdates({ children }: { children: ReactNode }) {
  useLiveFeed();
  useTabTitle();
  useNotificationSound();
  return children;
}
