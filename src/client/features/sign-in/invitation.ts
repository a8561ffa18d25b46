import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "#server/api/router.ts";

/** An invitation as its link shows it. */
export type Invitation = inferRouterOutputs<AppRouter>["account"]["invitation"];
