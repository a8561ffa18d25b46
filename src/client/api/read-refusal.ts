import { TRPCClientError } from "@trpc/client";
import type { AppRouter } from "#server/api/router.ts";
import type { RefusalCode } from "#domain/model/refusal.ts";

/** Which rule said no, and the name or number for the words; both `null` when it was none. */
export function readRefusal(error: unknown): { code: RefusalCode | null; detail: string | null } {
  const data = isFromServer(error) ? error.data : null;
  return { code: data?.refusal ?? null, detail: data?.detail ?? null };
}

function isFromServer(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}
