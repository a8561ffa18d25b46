import { TRPCError } from "@trpc/server";
import { findDatabaseUnavailable } from "../../db/store/database-unavailable.ts";

/** A caller's request: one HTTP request, or one socket for its lifetime. */
export interface CallerRequest {
  transport: "http" | "socket";
  /** The request with the cookies and the Origin. */
  request: Request;
  /** The caller's address as determined by `clientAddress`. */
  address: string;
  /** The credentials in a socket's first frame; `null` over HTTP and when there are none. */
  connectionParams: Record<string, string> | null;
  /** Aborted when the request ends or the socket closes. */
  signal: AbortSignal;
}

/** Authenticates the caller. It throws a `TRPCError` to refuse one. No procedure runs without a context. */
export type CreateContext<Context> = (callerRequest: CallerRequest) => Context | Promise<Context>;

/** Reports one of our own errors. `where` names the place, never the data. */
export type ReportError = (where: string, error: unknown) => void;

/**
 * Creates the context of a request. A failure that is not a `TRPCError` is ours: it is reported, and the caller is
 * told only that something went wrong, never the message of a database or a file system.
 *
 * @throws TRPCError
 */
export async function createContextSafely<Context>(
  createContext: CreateContext<Context>,
  callerRequest: CallerRequest,
  report: ReportError,
): Promise<Context> {
  try {
    return await createContext(callerRequest);
  } catch (error) {
    if (error instanceof TRPCError) throw error;
    const away = findDatabaseUnavailable(error);
    if (away !== null)
      throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Try again.", cause: away });
    report(`${callerRequest.transport} context`, error);
    throw new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "Something went wrong on our side." });
  }
}
