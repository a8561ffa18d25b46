import type { AnyElysia } from "elysia";
import { LIMITS } from "./limits/limits.ts";

/** A listening server. */
export interface Listening {
  port: number;
  hostname: string;
  /** Stops at once and cuts open connections, so drain them first. */
  stop: () => Promise<void>;
}

/** The port cannot be used. The message is one line that tells the operator what to do. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
}

/**
 * Starts listening. Port 0 is any free one.
 *
 * `reusePort` is off: Elysia's default lets a second process share the port without an error; each would serve half of
 * the customers.
 *
 * @throws PortTaken
 */
export function listen(app: AnyElysia, at: { port: number; hostname: string }): Listening {
  try {
    app.listen({
      ...at,
      reusePort: false,
      // Bun's own error page shows source code.
      development: false,
      maxRequestBodySize: LIMITS.bodyBytes,
    });
  } catch (error) {
    const problem = PROBLEMS[codeOf(error)];
    if (problem === undefined) throw error;
    throw new PortTaken(`Port ${at.port} ${problem}`, { cause: error });
  }
  return {
    port: app.server?.port ?? at.port,
    hostname: at.hostname,
    async stop() {
      await app.stop(true);
    },
  };
}

const PROBLEMS: Readonly<Record<string, string>> = {
  EADDRINUSE: "is taken by another program. Choose a free one with PORT.",
  EACCES: "may not be used by this user. Choose one above 1023 with PORT, and let a proxy listen here.",
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
