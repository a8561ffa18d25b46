import { agentApp } from "#locales/en/agent-app.ts";

/** What the app says, in the language of the page. */
export const strings = agentApp;
