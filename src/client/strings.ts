import { agentApp } from "#locales/en/agent-app.ts";

/** The app's texts in the page's language. */
export const strings = agentApp;
