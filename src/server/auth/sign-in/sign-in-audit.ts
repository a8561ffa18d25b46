import { deviceNameOf } from "#domain/security/device-name.ts";
import type { SignInFault, SignInMethod } from "#domain/security/sign-in-result.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import { findMembershipOf } from "../../db/team/members.ts";
import type { AuthStore } from "../store/auth-store.ts";
import { findPasswordOf } from "../../db/auth/users.ts";
import { createFailedSignInAudit } from "./failed-sign-in-audit.ts";
import type { AuthDeps } from "../account/auth-deps.ts";

/** Writes into a company's audit log how its members come in and go. */
export interface SignInAudit {
  /** Somebody came in, and nobody is told so before it is written down. */
  signedIn(arrived: SignedInUser): Promise<void>;
  /** Somebody left by their own word. A login that runs out ends in silence. */
  signedOut(userId: string): Promise<void>;
  /**
   * Somebody failed to come in by this address. Single ones are not written: people mistype, and whoever likes could
   * fill a log that nobody can clear. What is, {@link createFailedSignInAudit} says.
   *
   * It is written behind the answer, which must not take longer where there is an account.
   */
  failed(email: string, fault: SignInFault): void;
}

/** Who came in, and how. */
interface SignedInUser {
  userId: string;
  /** Normalized. */
  email: string;
  way: SignInMethod;
  /** As the browser names itself: kept as the browser and system that it is taken for, as “Your sign-in” shows it. */
  userAgent: string;
}

/** What is read of a browser's name for itself, in characters: it may be as long as it likes. */
const USER_AGENT_MAX_LENGTH = 400;
const BEHIND_THE_ANSWER_MS = 20;

/** The notes of a deployment. No address is in them: they are kept as long as the company. */
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
      // Not only not waited for: SQLite works at once, before the answer that is on its way.
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

/** By whom is not known, so it stands there as seen by the server; nothing for an address that is nobody's. */
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
