import { createTRPCReact } from "@trpc/react-query";
import type { AppRouter } from "#server/api/router.ts";

/** The typed door to the server, as hooks. The only place that knows which binding they come from. */
export const api = createTRPCReact<AppRouter>();
