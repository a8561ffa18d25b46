import { TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { z } from "zod";
import type { CustomerId } from "#domain/model/ids.ts";
import { Refusal } from "#domain/model/refusal.ts";
import type { AuthService } from "../auth/auth-service.ts";
import { requireAdmin } from "../api/procedures/require-admin.ts";
import { customerId as anyCustomerId } from "../api/procedures/input-schemas.ts";
import { getCustomer } from "../db/customers/customers.ts";
import type { Reader } from "../db/store/store.ts";
import type { ExportRequest } from "../services/privacy/export-data.ts";
import type { RateLimiter } from "../limits/rate-limiter.ts";
import { retryAfterHeader, textResponse } from "./security/responses.ts";

/** Responds with a file of all data of a customer, by the id in the URL, or of the whole organization (`null`). */
export type ExportDownloads = (request: Request, customer: string | null) => Promise<Response>;

interface Deps {
  reader: Reader;
  /** Exports the data line by line. The export is in the audit log before the first line. */
  exportLines: (asked: ExportRequest) => AsyncGenerator<string>;
  auth: Pick<AuthService, "authenticate" | "requireRecentAuthentication">;
  /** Limits exports per organization. */
  exports: Pick<RateLimiter, "take">;
}

/** JSON Lines (https://jsonlines.org), under its most widely used media type. */
const TYPE = "application/x-ndjson; charset=utf-8";

/** Creates the downloads, with which admins export their own organization's data. */
export function createExportDownloads({ reader, exportLines, auth, exports }: Deps): ExportDownloads {
  return async function download({ headers }, customerParam) {
    const member = await auth.authenticate(headers);
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
    const wait = exports.take(orgId);
    if (wait > 0) return tooMany(wait);
    const lines = exportLines({ orgId, by: memberId, customerId });
    return fileResponse(lines, customerId === null ? "company" : "customer", await reader.now());
  };
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

function tooMany(retryAfterMs: number): Response {
  const response = textResponse(429, "Too many exports. Wait a while.");
  response.headers.set("retry-after", retryAfterHeader({ retryAfterMs }));
  return response;
}

/** Streams lines as bytes, read no faster than they are consumed, and no further once the stream is cancelled. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done === true) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => void (await lines.return(undefined)),
  });
}

function fileResponse(lines: AsyncGenerator<string>, of: string, at: number): Response {
  const body = streamOf(lines);
  const day = new Date(at).toISOString().slice(0, "2026-01-01".length);
  const name = `switchboard-${of}-${day}.jsonl`;
  return new Response(body, {
    headers: { "content-type": TYPE, "content-disposition": `attachment; filename="${name}"` },
  });
}
