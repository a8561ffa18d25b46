import { deviceNameOf } from "#domain/security/device-name.ts";
import type { SignInFault, SignInMethod } from "#domain/security/sign-in-result.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import { findMembershipOf } from "../../db/team/members.ts";
import type { AuthStore } from "../store/auth-store.ts";
import { findPasswordOf } from "../../db/auth/users.ts";
import { createFailedSignInAudit } from "./failed-sign-in-audit.ts";
import type { AuthDeps } from "../account/auth-deps.ts";

/** Records in a company's audit log when its members sign in and out. */
export interface SignInAudit {
  /** Somebody signed in; written before the response is sent. */
  signedIn(arrived: SignedInUser): Promise<void>;
  /** Somebody signed out. A login that expires is not recorded. */
  signedOut(userId: string): Promise<void>;
  /**
   * Signing in with this e-mail address failed. Single failures are not written: people mistype, and an attacker could
   * fill a log that nobody can clear. {@link createFailedSignInAudit} decides what is.
   *
   * Written after the response, which must not take longer where there is an account.
   */
  failed(email: string, fault: SignInFault): void;
}

/** Who signed in, and how. */
interface SignedInUser {
  userId: string;
  /** Normalized. */
  email: string;
  way: SignInMethod;
  /** The browser's user agent: stored as the browser and system it names, as “Your sign-in” shows it. */
  userAgent: string;
}

/** The characters of a user agent that are read: it may be of any length. */
const USER_AGENT_MAX_LENGTH = 400;
const BEHIND_THE_ANSWER_MS = 20;

/** The audit of a deployment. It contains no addresses: entries are kept as long as the company. */
export function createSignInAudit({
  store,
  now,
  report,
}: Pick<AuthDeps, "store" | "now" | "report">): SignInAudit {
  const failures = createFailedSignInAudit(now);

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
      // Not only not awaited: SQLite works synchronously, before the response is sent.
      setTimeout(
        () => void note().catch((error: unknown) => report("noting failed sign-ins", error)),
        BEHIND_THE_ANSWER_MS,
      ).unref();
    },
  };
}

async function auditMember(
  store: AuthStore,
  userId: string,
  action: "signed-in" | "signed-out",
  detail: object,
): Promise<void> {
  const place = await findMembershipOf(store, userId);
  if (place === null) return;
  const { orgId, member } = place;
  await store.transact(async (writer) =>
    auditAction(writer, orgId, action, { at: await writer.now(), memberId: member.id, detail }),
  );
}

/** The actor is unknown, so the entry names the server; nothing for an address without an account. */
async function auditFailures(
  store: AuthStore,
  email: string,
  { tries, fault }: { tries: number; fault: SignInFault },
): Promise<void> {
  const found = await findPasswordOf(store, email);
  const place = found === null ? null : await findMembershipOf(store, found.userId);
  if (place === null) return;
  const detail = { id: place.member.id, tries, fault };
  await store.transact(async (writer) =>
    auditAction(writer, place.orgId, "sign-ins-failed", { at: await writer.now(), memberId: null, detail }),
  );
}

function keyOf(email: string, fault: SignInFault): string {
  return `${fault}\n${email}`;
}
