import { TRPCClientError } from "@trpc/client";
import type { AppRouter } from "#server/api/router.ts";
import type { RefusalCode } from "#domain/model/refusal.ts";

/** The refusal code of an error, and the name or number for its text; both `null` if the error is no refusal. */
export function readRefusal(error: unknown): { code: RefusalCode | null; detail: string | null } {
  const data = isFromServer(error) ? error.data : null;
  return { code: data?.refusal ?? null, detail: data?.detail ?? null };
}

function isFromServer(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}
