import type { AuditDetails } from "#domain/model/audited-action.ts";
import { deviceNameOf } from "#domain/security/device-name.ts";
import type { SignInFault, SignInMethod } from "#domain/model/sign-in-method.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import { listActivePlacesOf } from "../../db/team/members.ts";
import type { AuthStore } from "../store/auth-store-types.ts";
import { findPasswordOf } from "../../db/auth/users.ts";
import { auditAccount } from "../account/audit-account.ts";
import { createFailedSignInCounter } from "./failed-sign-in-counter.ts";
import type { AuthDeps } from "../account/auth-deps.ts";

/** Records in the audit logs of their companies when members sign in and out. */
export interface SignInAudit {
  /** Records that somebody signed in, before the response is sent. */
  signedIn(arrived: SignedInUser): Promise<void>;
  /** Records that somebody signed out. A login that expires is not recorded. */
  signedOut(userId: string): Promise<void>;
  /**
   * Records that signing in with this email address failed. Single failures are not written: people mistype, and an
   * attacker could fill a log that nobody can clear. {@link createFailedSignInCounter} decides which are.
   *
   * They are written after the response, which must not take longer for addresses with an account.
   */
  failed(email: string, fault: SignInFault): void;
}

/** The user who signed in, and how. */
interface SignedInUser {
  userId: string;
  /** The normalized address. */
  email: string;
  way: SignInMethod;
  /** The browser's user agent. Only the browser and system it names are stored, as “Your sign-in” shows them. */
  userAgent: string;
}

/** How many characters of a user agent are read. It may have any length. */
const USER_AGENT_MAX_LENGTH = 400;
const BEHIND_THE_ANSWER_MS = 20;

/**
 * Creates the audit of a deployment's sign-ins. It contains no addresses, because entries are kept as long as the
 * company.
 */
export function createSignInAudit({
  store,
  monotonicNow,
  report,
}: Pick<AuthDeps, "store" | "monotonicNow" | "report">): SignInAudit {
  const failures = createFailedSignInCounter(monotonicNow);

  return {
    async signedIn({ userId, email, way, userAgent }) {
      for (const fault of ["password", "code"] as const) failures.succeeded(keyOf(email, fault));
      const device = deviceNameOf(userAgent.slice(0, USER_AGENT_MAX_LENGTH));
      await auditMember(store, userId, "signed-in", { way, device });
    },
    signedOut: (userId) => auditMember(store, userId, "signed-out", {}),
    failed(email, fault) {
      const tries = failures.failed(keyOf(email, fault));
      if (tries === null) return;
      const note = () => auditFailures(store, email, { tries, fault });
      // Leaving out `await` is not enough: SQLite is synchronous, so the write would still delay the response.
      setTimeout(
        () => void note().catch((error: unknown) => report("recording failed sign-ins", error)),
        BEHIND_THE_ANSWER_MS,
      ).unref();
    },
  };
}

async function auditMember<Action extends "signed-in" | "signed-out">(
  store: AuthStore,
  userId: string,
  action: Action,
  detail: AuditDetails[Action],
): Promise<void> {
  await store.transact((writer) => auditAccount(writer, userId, action, detail));
}

/**
 * Writes failures to the audit log. The actor is unknown, so the entry names the server. Writes nothing for an
 * address without an account.
 */
async function auditFailures(
  store: AuthStore,
  email: string,
  { tries, fault }: { tries: number; fault: SignInFault },
): Promise<void> {
  const found = await findPasswordOf(store, email);
  if (found === null) return;
  await store.transact(async (writer) => {
    const at = await writer.now();
    for (const { orgId, member } of await listActivePlacesOf(writer, found.userId)) {
      const detail = { id: member.id, tries, fault };
      await auditAction(writer, orgId, "sign-ins-failed", { at, memberId: null, detail });
    }
  });
}

function keyOf(email: string, fault: SignInFault): string {
  return `${fault}\n${email}`;
}
