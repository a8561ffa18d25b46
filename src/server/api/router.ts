import { accountRouter } from "./routers/account-router.ts";
import { agentRouter } from "./routers/agent-router.ts";
import { knowledgeRouter } from "./routers/knowledge-router.ts";
import { messageRouter } from "./routers/message-router.ts";
import { privacyRouter } from "./routers/privacy-router.ts";
import { sessionRouter } from "./routers/session-router.ts";
import { settingsRouter } from "./routers/settings-router.ts";
import { teamRouter } from "./routers/team-router.ts";
import { router } from "./procedures/procedures.ts";

export const appRouter = router({
  session: sessionRouter,
  message: messageRouter,
  agent: agentRouter,
  settings: settingsRouter,
  team: teamRouter,
  account: accountRouter,
  privacy: privacyRouter,
  knowledge: knowledgeRouter,
});

/** The API's contract. Browsers import this type and nothing else from the server. */
export type AppRouter = typeof appRouter;
