import { newId } from "#transport/new-id.ts";
import type { Activity } from "./activity.ts";
import { customerIn } from "./callers.ts";
import { ERASURE } from "./erasure.ts";
import { EXPORTS } from "./exports.ts";
import { callProcedure } from "./raw-calls.ts";
import { READING } from "./reading.ts";

/** The chatbot's first answer since the server started, for which it indexes the company's articles. */
const INDEXING: Activity = {
  name: "articles",
  label: "the chatbot's first answer, from 500 articles",
  onlyIn: "last",
  isOnce: true,
  prepare: ({ server }) => server.restart(),
  run: ({ server, companies: { wellRead }, chats: { withBot } }) =>
    callProcedure(server.url, customerIn(withBot, wellRead), [
      "POST",
      "message.send",
      { sessionId: withBot.sessionId, clientId: newId(), text: "What does it cost to send tea abroad?" },
    ]),
};

/** The activities, in the order of the table. */
export const ACTIVITIES: readonly Activity[] = [...READING, ...EXPORTS, ...ERASURE, INDEXING];
