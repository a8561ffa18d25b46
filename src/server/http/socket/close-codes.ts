import type { TRPCError } from "@trpc/server";

/**
 * Why we close a socket (RFC 6455 §7.4; 4000 and up are ours to define). A client stops for
 * `unauthorized` and `forbidden`, and reconnects after a while for all others.
 */
export const SOCKET_CLOSE = {
  policy: 1008,
  failed: 1011,
  restarting: 1012,
  unauthorized: 4401,
  forbidden: 4403,
  /** No credentials arrived in time, because the network is slow, or we are. */
  silent: 4408,
  tooMany: 4429,
} as const;

/** The code to close a socket with if its context could not be created. */
export function closeCodeOf({ code }: TRPCError): number {
  if (code === "UNAUTHORIZED") return SOCKET_CLOSE.unauthorized;
  if (code === "FORBIDDEN") return SOCKET_CLOSE.forbidden;
  if (code === "TOO_MANY_REQUESTS") return SOCKET_CLOSE.tooMany;
  return SOCKET_CLOSE.failed;
}
