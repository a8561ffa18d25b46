import { agentApp } from "#locales/en/agent-app.ts";
import { installation } from "#locales/en/installation.ts";

/** The app's texts in the page's language. */
export const strings = agentApp;

/** The texts about the installation, in the page's language. */
export const installationStrings = installation;
