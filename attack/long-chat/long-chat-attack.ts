import { join } from "node:path";
import { growChat } from "../../test/bulk-load/copy-chats.ts";
import { openBulkSqlite } from "../../test/bulk-load/bulk-sqlite.ts";
import type { Attack } from "../runner/attack.ts";
import type { Findings } from "../runner/findings.ts";
import { memoryOf } from "../support/memory-of.ts";
import { openTwoOrganizations, type TwoOrganizations } from "../support/two-organizations.ts";
import {
  type CustomerSession,
  openCustomerSession,
  openCustomerSocket,
  randomIpAddress,
} from "../floods/customer-session.ts";
import { measureSlowdown } from "../floods/measure-slowdown.ts";
import { type Flood, startFloodProcess } from "../floods/start-flood.ts";
import { openVictimTraffic } from "../floods/victim-traffic.ts";

/** The messages of the chat: as many as a script has sent in three days, at the 300 an hour that are allowed. */
const MESSAGES = 20_000;
/** So many are sent through the door: as many as one customer may send at once. */
const SENT = 10;
/** The longest frame that a visitor may be sent, in characters: some hundred messages, not thousands. */
const LONGEST_FRAME = 256 * 1024;
/** Upper bound for the growth of the server's memory, in MB. */
const MOST_GROWTH_MB = 96;
/** A quarter of what the limits allow five sockets, because the visitor has the lowest priority. */
const LEAST_CALLS_PER_SECOND = 25;
const VISITOR = join(import.meta.dirname, "visitor-process.ts");

/**
 * A visitor with a chat of 20,000 messages calls everything they may, as often as they may, while customers of another
 * organization chat.
 */
export const longChatAttack: Attack = {
  name: "long-chat",
  tiers: ["short", "full"],
  canRunInParallel: false,
  counters: ["victimsSlowed", "victimsRefused", "longFrames", "grown"],
  async run(findings, tier) {
    await using organizations = await openTwoOrganizations({ env: { RATE_LIMITS: "on", TRUST_PROXY: "1" } });
    const { switchboard, url, theirs } = organizations;
    const chat = await openLongChat(findings, organizations);
    await using victims = await openVictimTraffic(url, theirs.widgetKey);
    await using visitor = await startVisitor(organizations, chat);
    await victims.sendTraffic(SETTLE_MS);
    const before = memoryOf(switchboard.pid());
    await measureSlowdown(findings, {
      switchboard,
      victims,
      flood: visitor,
      name: "by the visitor",
      leastCallsPerSecond: LEAST_CALLS_PER_SECOND,
      tier,
    });
    checkAnswers(findings, visitor, memoryOf(switchboard.pid()) - before);
  },
};

const SETTLE_MS = 2_000;

/** Opens a chat, writes as many messages as the limits allow at once, and adds the others to the stopped server. */
async function openLongChat(
  findings: Findings,
  { switchboard, url, ours }: TwoOrganizations,
): Promise<CustomerSession> {
  await ours.admin.api.settings.turnSwitch.mutate({ answers: "agents" });
  const { orgId } = await ours.admin.api.agent.me.query({});
  const chat = await openCustomerSession(url, ours.widgetKey, randomIpAddress());
  const socket = await openCustomerSocket(url, chat);
  const { sessionId } = chat;
  findings.plan("messages of the long chat", MESSAGES);
  for (let sent = 0; sent < SENT; sent += 1) {
    const message = { sessionId, clientId: crypto.randomUUID(), text: `Is anybody there? This is ${sent}.` };
    const { body } = await socket.call("mutation", "message.send", message);
    if (body.includes('"result"')) findings.markDone("messages of the long chat");
  }
  socket.close();
  await switchboard.stop();
  await using database = openBulkSqlite(join(switchboard.dataDir, "switchboard.db"));
  await growChat(database, { orgId, sessionId }, MESSAGES - SENT);
  findings.markDone("messages of the long chat", MESSAGES - SENT);
  await switchboard.start();
  return chat;
}

function startVisitor(
  { url }: TwoOrganizations,
  { params, sessionId, address }: CustomerSession,
): Promise<Flood> {
  const { widgetKey = "", token = "" } = params;
  return startFloodProcess(VISITOR, [url, widgetKey, token, sessionId, address, String(MESSAGES)]);
}

function checkAnswers(findings: Findings, visitor: Flood, grownMb: number): void {
  const longest = Number(visitor.lastLine().split(" ")[0]);
  findings.recordFigure("longest frame to the visitor, characters", longest);
  findings.recordFigure("server grown by, MB", grownMb);
  if (longest > LONGEST_FRAME) findings.countViolation("longFrames", `${longest} characters`);
  if (grownMb > MOST_GROWTH_MB) findings.countViolation("grown", `${grownMb} MB`);
}
