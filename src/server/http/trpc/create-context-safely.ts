import { TRPCError } from "@trpc/server";
import { findDatabaseUnavailable } from "../../db/store/database-unavailable.ts";

/** A request by a caller: one HTTP request, or one socket for its whole life. */
export interface CallerRequest {
  transport: "http" | "socket";
  /** Cookies and the Origin are read from here. */
  request: Request;
  /** The caller's address as determined by `clientAddress`. */
  address: string;
  /** The credentials in a socket's first frame; `null` over HTTP and when there are none. */
  connectionParams: Record<string, string> | null;
  /** Aborted when the request ends or the socket closes. */
  signal: AbortSignal;
}

/**
 * Authenticates the caller. It throws a `TRPCError` to refuse one; no procedure runs without a context.
 */
export type CreateContext<Context> = (callerRequest: CallerRequest) => Context | Promise<Context>;

/** Reports an error of our own. `where` names the place, never the data. */
export type ReportError = (where: string, error: unknown) => void;

/**
 * Makes the context of a request. A failure that is not a `TRPCError` is ours: it is reported, and the caller is told
 * only that something went wrong, never the message of a database or a file system.
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
