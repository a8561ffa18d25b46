import { createTRPCReact } from "@trpc/react-query";
import type { AppRouter } from "#server/api/router.ts";

/** The server's typed procedures as React hooks. The only file that depends on the hook library. */
export const api = createTRPCReact<AppRouter>();
