import { TRPCError } from "@trpc/server";
import { findDatabaseUnavailable } from "../../db/store/database-unavailable.ts";

/** A caller at the door: one HTTP request, or one socket for as long as it lives. */
export interface CallerRequest {
  transport: "http" | "socket";
  /** Cookies and the Origin are read from here. */
  request: Request;
  /** The caller's address as `clientAddress` believes it. */
  address: string;
  /** What a socket's client says about itself in its first frame; `null` over HTTP and when it says nothing. */
  connectionParams: Record<string, string> | null;
  /** Aborted when the request ends or the socket goes. */
  signal: AbortSignal;
}

/**
 * Says who is calling. It throws a `TRPCError` for a caller to be turned away; there is no context without it,
 * and no procedure runs without a context.
 */
export type CreateContext<Context> = (arrival: CallerRequest) => Context | Promise<Context>;

/** Hears of what went wrong on our side. `where` names the place, never the data. */
export type ReportError = (where: string, error: unknown) => void;

/**
 * Makes the context of an arrival. A failure that is not a `TRPCError` is ours: it is reported, and the caller
 * hears only that something went wrong, never the message of a database or a file system.
 *
 * @throws TRPCError
 */
export async function makeContext<Context>(
  createContext: CreateContext<Context>,
  arrival: CallerRequest,
  report: ReportError,
): Promise<Context> {
  try {
    return await createContext(arrival);
  } catch (error) {
    if (error instanceof TRPCError) throw error;
    const away = findDatabaseUnavailable(error);
    if (away !== null)
      throw new TRPCError({ code: "SERVICE_UNAVAILABLE", message: "Try again.", cause: away });
    report(`${arrival.transport} context`, error);
    throw new TRPCError({ code: "INTERNAL_SERVER_ERROR", message: "Something went wrong on our side." });
  }
}
