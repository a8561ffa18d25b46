import { accountRouter } from "./account.ts";
import { agentRouter } from "./agent.ts";
import { messageRouter } from "./message.ts";
import { privacyRouter } from "./privacy.ts";
import { sessionRouter } from "./session.ts";
import { settingsRouter } from "./settings.ts";
import { teamRouter } from "./team.ts";
import { router } from "./trpc.ts";

export const appRouter = router({
  session: sessionRouter,
  message: messageRouter,
  agent: agentRouter,
  settings: settingsRouter,
  team: teamRouter,
  account: accountRouter,
  privacy: privacyRouter,
});

/** The contract. Browsers import this type and nothing else from the server. */
export type AppRouter = typeof appRouter;
