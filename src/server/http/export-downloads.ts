import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import type { CustomerId } from "#domain/model/ids.ts";
import { type Instant, type Millis, SECOND } from "#domain/model/instant.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { AuthService } from "../auth/auth-service.ts";
import type { SignedInMember } from "../auth/sign-in/authenticate.ts";
import { loginPlaceKey } from "../auth/logins/list-login-rights.ts";
import { ORGANIZATION_HEADER } from "./authenticate.ts";
import { readOrgId } from "./read-org-id.ts";
import { requireAdmin } from "../api/procedures/require-admin.ts";
import { customerId as anyCustomerId } from "../api/procedures/input-schemas.ts";
import { getCustomer } from "../db/customers/customers.ts";
import type { Reader } from "../db/store/store.ts";
import type { ExportRequest } from "../services/privacy/export-data.ts";
import type { KeyedCounter } from "../limits/keyed-counter.ts";
import type { RateLimiter } from "../limits/rate-limiter.ts";
import { createExportStream } from "./export-stream.ts";
import { LIMITS } from "./limits/limits.ts";
import { retryAfterHeader, textResponse } from "./security/responses.ts";
import type { ReportError } from "./trpc/create-context-safely.ts";

/** Responds with a file of all data of a customer, by the id in the URL, or of the whole organization (`null`). */
export type ExportDownloads = (request: Request, customer: string | null) => Promise<Response>;

interface Deps {
  reader: Reader;
  /** Exports the data in portions of lines. The export is in the audit log before the first line. */
  exportPortions: (asked: ExportRequest) => AsyncGenerator<string, void>;
  auth: Pick<AuthService, "authenticate" | "requireRecentAuthentication" | "listLoginRights">;
  /** Limits exports per organization. */
  exports: Pick<RateLimiter, "take">;
  /** The exports of each organization that this process is sending. */
  running: KeyedCounter;
  report: ReportError;
}

/** JSON Lines (https://jsonlines.org), under its most widely used media type. */
const TYPE = "application/x-ndjson; charset=utf-8";

/** Creates the downloads, with which admins export their own organization's data. */
export function createExportDownloads(deps: Deps): ExportDownloads {
  const { reader, auth, exports, running } = deps;
  return async function download({ headers, method }, customerParam) {
    const asked = headers.get(ORGANIZATION_HEADER);
    const company = asked === null ? null : readOrgId(asked);
    const member = company === "malformed" ? null : await auth.authenticate(headers, company);
    if (member === null) return textResponse(401, "Sign in first.");
    const { orgId, memberId, loginId } = member;
    const refused = await refusalOf(requireAdmin(reader, { orgId, memberId }));
    if (refused !== null || member.needsSecondStep)
      return textResponse(refused ?? 403, "Only admins may take this along.");
    if (!(await isProven(auth, loginId)))
      return textResponse(403, "Type your password once more: begin the download in the app.");
    const customerId = customerParam === null ? null : idIn(customerParam);
    if (
      customerParam !== null &&
      (customerId === null || (await getCustomer(reader, orgId, customerId)) === null)
    )
      return textResponse(404, "There is no such customer.");
    const of = customerId === null ? "company" : "customer";
    const fileHeaders = headersOfFile(of, await reader.now());
    if (method === "HEAD") return new Response(null, { headers: fileHeaders });
    if (running.count(orgId) >= LIMITS.exportsAtOnce)
      return tooMany("Other exports are running. Wait until one is done.", BUSY_RETRY_AFTER_MS);
    const wait = exports.take(orgId);
    if (wait > 0) return tooMany("Too many exports. Wait a while.", wait);
    return new Response(startExport(deps, member, customerId), { headers: fileHeaders });
  };
}

/** An export takes from seconds to minutes. */
const BUSY_RETRY_AFTER_MS: Millis = 30 * SECOND;

function startExport(
  { reader, exportPortions, auth, running, report }: Deps,
  { orgId, memberId, loginId }: SignedInMember,
  customerId: CustomerId | null,
): ReadableStream<Uint8Array> {
  async function isStillAllowed(): Promise<boolean> {
    const place = { loginId, orgId };
    const rights = (await auth.listLoginRights([place])).get(loginPlaceKey(place));
    if (rights === undefined || rights === "set-up-second-step") return false;
    return (await refusalOf(requireAdmin(reader, { orgId, memberId }))) === null;
  }
  running.add(orgId);
  const left = new AbortController();
  const asked = { orgId, by: memberId, customerId, isStillAllowed, signal: left.signal };
  return createExportStream(exportPortions(asked), {
    report,
    onOver() {
      running.remove(orgId);
      left.abort();
    },
  });
}

function idIn(customerParam: string): CustomerId | null {
  const parsed = z.safeParse(anyCustomerId, customerParam);
  return parsed.success ? parsed.data : null;
}

async function refusalOf(check: Promise<void>): Promise<number | null> {
  try {
    await check;
    return null;
  } catch (error) {
    if (error instanceof TRPCError) return getHTTPStatusCodeFromError(error);
    throw error;
  }
}

async function isProven(auth: Deps["auth"], loginId: string): Promise<boolean> {
  try {
    await auth.requireRecentAuthentication(loginId);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function tooMany(text: string, retryAfterMs: Millis): Response {
  const response = textResponse(429, text);
  response.headers.set("retry-after", retryAfterHeader({ retryAfterMs }));
  return response;
}

function headersOfFile(of: string, at: Instant): Record<string, string> {
  const day = new Date(at).toISOString().slice(0, "2026-01-01".length);
  return {
    "content-type": TYPE,
    "content-disposition": `attachment; filename="switchboard-${of}-${day}.jsonl"`,
    // A proxy that collects the file would take it all at once, and hand it out after access has ended.
    "x-accel-buffering": "no",
  };
}
