/**
 * `bun bench/compare/idle-widgets-process.ts URL PORT SET_UP_LINK COUNT`: sets up a fresh server, connects COUNT
 * minimised widgets and keeps them connected until it is killed. Each build has its own such process, because one
 * process may not open enough sockets for all of them.
 */
import { leaveFirstCore } from "../measure/cpu-pinning.ts";
import { connectWidgets, minimiseWidget, openSessions } from "../systems/switchboard/customer-widgets.ts";
import { openOrganization } from "../systems/switchboard/organization.ts";
import { CONNECTED } from "./idle-widgets-ready.ts";

const [url = "", port = "", setUpLink = "", count = ""] = process.argv.slice(2);
leaveFirstCore();
const organization = await openOrganization({ url, port: Number(port), setUpLink: () => setUpLink });
const sessions = await openSessions(organization, Number(count));
const widgets = await connectWidgets(organization, sessions, { onText: () => {}, onStarted: () => {} });
for (const widget of widgets) minimiseWidget(widget);
console.info(CONNECTED);
