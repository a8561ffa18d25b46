import { randomUUID } from "node:crypto";
import type { Findings } from "../runner/findings.ts";
import type { TwoOrganizations } from "../support/two-organizations.ts";
import { openCustomerSession, randomIpAddress, openCustomerSocket } from "./customer-session.ts";
import { openRawTrpcSocket, type RawTrpcSocket } from "./raw-trpc-socket.ts";

const WHAT = "limits reached, and their answers read";
/** Longer than the server takes to close any of these sockets. */
const TIMEOUT_MS = 20_000;

/** Exceeds a limit and returns the response, which must match the table of limits. */
type Trial = (organizations: TwoOrganizations) => Promise<string>;

const TRIALS: Record<string, { wanted: RegExp; go: Trial }> = {
  "a body over 64 KiB": {
    wanted: /^413/,
    go: ({ url }) => post(url, "session.open", "x".repeat(65_537)),
  },
  "a frame over 64 KiB": {
    wanted: /^closed (1009|1006)$/,
    go: async ({ url, theirs }) => {
      const socket = await openRawTrpcSocket({
        url,
        address: randomIpAddress(),
        params: { widgetKey: theirs.widgetKey },
      });
      socket.send("x".repeat(65_537));
      return await endOf(socket);
    },
  },
  "eleven calls in a frame": {
    wanted: /At most 10.*BAD_REQUEST/s,
    go: async (organizations) => {
      const socket = await openNewCustomerSocket(organizations);
      // All calls of the frame are refused; only the response to call 1 is read.
      const calls = Array.from({ length: 11 }, (_, at) => ({
        id: at + 1,
        method: "query",
        params: { path: "session.greeting" },
      }));
      return (await socket.callAs(JSON.stringify(calls))).body;
    },
  },
  "a ninth subscription": {
    wanted: /TOO_MANY_REQUESTS/,
    go: async (organizations) => {
      const socket = await openNewCustomerSocket(organizations);
      for (let at = 0; at < 8; at += 1) await socket.call("subscription", "session.watchPublic");
      return (await socket.call("subscription", "session.watchPublic")).body;
    },
  },
  "eleven messages at once": {
    wanted: /TOO_MANY_REQUESTS.*"retryAfterMs":\d+/s,
    go: async (organizations) => (await refusalOf(organizations)).body,
  },
  "a sixth chat from one address": {
    wanted: /^429 .*"retryAfterMs":\d+/s,
    go: async ({ url, theirs }) => {
      const address = randomIpAddress();
      for (let at = 0; at < 5; at += 1) await openCustomerSession(url, theirs.widgetKey, address);
      const key = randomUUID().replaceAll("-", "").padEnd(43, "a");
      const form = { key, name: "Customer", email: "customer@example.com" };
      return await post(url, "session.open", JSON.stringify(form), {
        address,
        "x-widget-key": theirs.widgetKey,
      });
    },
  },
  "calls over HTTP as fast as they go": {
    wanted: /^429 \d+ /,
    go: async ({ url }) => {
      const address = randomIpAddress();
      let last = "";
      for (let at = 0; at < 200 && !last.startsWith("429"); at += 1)
        last = await post(url, "nothing.here", "{}", { address });
      return last;
    },
  },
  "a thirty-first socket from one address": {
    wanted: /^429 \d+ /,
    go: async ({ url, theirs }) => {
      const address = randomIpAddress();
      const sockets = await Promise.all(
        Array.from({ length: 30 }, () =>
          openRawTrpcSocket({ url, address, params: { widgetKey: theirs.widgetKey } }),
        ),
      );
      const answer = await upgrade(url, address);
      for (const socket of sockets) socket.close();
      return answer;
    },
  },
  "a sixth socket of one customer": {
    wanted: /^closed 4429$/,
    go: async ({ url, theirs }) => {
      const customerSession = await openCustomerSession(url, theirs.widgetKey, randomIpAddress());
      const sockets: RawTrpcSocket[] = [];
      for (let at = 0; at < 5; at += 1) {
        const socket = await openCustomerSocket(url, customerSession);
        await socket.call("query", "session.current");
        sockets.push(socket);
      }
      const sixth = await openCustomerSocket(url, customerSession);
      const end = await endOf(sixth);
      for (const socket of sockets) socket.close();
      return end;
    },
  },
  "a socket of another site's page": {
    wanted: /^403/,
    go: ({ url }) => upgrade(url, randomIpAddress(), "https://evil.example"),
  },
  "a socket that sends no connection params": {
    wanted: /^closed 4408$/,
    go: async ({ url }) => {
      const target = `${url.replace("http", "ws")}/trpc?connectionParams=1`;
      const options = { headers: { origin: url, "x-forwarded-for": randomIpAddress() } };
      const socket: WebSocket = Reflect.construct(WebSocket, [target, options]);
      const { promise: whenClosed, resolve } = Promise.withResolvers<number>();
      socket.addEventListener("close", ({ code }) => resolve(code));
      return await endOf({ whenClosed });
    },
  },
  "a customer who ignores refusals": {
    wanted: /^closed 4429, and again closed 4429, then 429 .*"retryAfterMs":\d+/s,
    go: ignoreRefusals,
  },
  "a member who changes too much at once": {
    wanted: /^429 .*"retryAfterMs":\d+/s,
    go: async ({ url, theirs }) => {
      const address = randomIpAddress();
      const change = () =>
        post(url, "agent.setAvailable", '{"available":true}', { address, cookie: theirs.admin.cookie });
      return (
        (await Promise.all(Array.from({ length: 40 }, change))).find((one) => one.startsWith("429")) ?? ""
      );
    },
  },
};

/** Exceeds each limit and checks the response. */
export async function tryRateLimits(findings: Findings, organizations: TwoOrganizations): Promise<void> {
  const trials = Object.entries(TRIALS);
  findings.plan(WHAT, trials.length);
  await Promise.all(
    trials.map(async ([name, { wanted, go }]) => {
      const answer = await go(organizations);
      if (!wanted.test(answer)) findings.countViolation("wrongRefusals", `${name}: ${answer}`);
      findings.markDone(WHAT);
    }),
  );
}

async function openNewCustomerSocket({ url, theirs }: TwoOrganizations): Promise<RawTrpcSocket> {
  return await openCustomerSocket(url, await openCustomerSession(url, theirs.widgetKey, randomIpAddress()));
}

/** Sends many messages at once and returns the first refusal. */
async function refusalOf({ url, theirs }: TwoOrganizations) {
  const customerSession = await openCustomerSession(url, theirs.widgetKey, randomIpAddress());
  const socket = await openCustomerSocket(url, customerSession);
  const send = () => socket.call("mutation", "message.send", messageOf(customerSession.sessionId));
  const answers = await Promise.all(Array.from({ length: 20 }, send));
  socket.close();
  return answers.find(({ body }) => body.includes('"error"')) ?? { ms: 0, body: "none was refused" };
}

function messageOf(sessionId: string) {
  return { sessionId, clientId: randomUUID(), text: "Now!" };
}

async function ignoreRefusals({ url, theirs }: TwoOrganizations): Promise<string> {
  const customerSession = await openCustomerSession(url, theirs.widgetKey, randomIpAddress());
  const sockets: RawTrpcSocket[] = [];
  for (let at = 0; at < 5; at += 1) sockets.push(await openCustomerSocket(url, customerSession));
  const [first] = sockets;
  // Send as fast as five sockets allow, and go on even after hundreds are refused.
  const sending = setInterval(() => {
    for (const socket of sockets)
      for (let at = 0; at < 5; at += 1)
        void socket.call("mutation", "message.send", messageOf(customerSession.sessionId));
  }, 50);
  const end = first === undefined ? "never opened" : await endOf(first);
  clearInterval(sending);
  if (end !== "closed 4429") return end;
  const again = await endOf(await openCustomerSocket(url, customerSession));
  const { widgetKey = "", token = "" } = customerSession.params;
  const answer = await post(url, "message.send", JSON.stringify(messageOf(customerSession.sessionId)), {
    "x-widget-key": widgetKey,
    authorization: `Bearer ${token}`,
  });
  return `${end}, and again ${again}, then ${answer}`;
}

/** How a socket was closed. Without the guard it may stay open, hence the timeout. */
async function endOf({ whenClosed }: Pick<RawTrpcSocket, "whenClosed">): Promise<string> {
  const { promise: timedOut, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), TIMEOUT_MS);
  const code = await Promise.race([whenClosed, timedOut]);
  clearTimeout(timer);
  return code === null ? "was not closed" : `closed ${code}`;
}

/** Sends a POST request and returns status, Retry-After and body. */
async function post(
  url: string,
  path: string,
  body: string,
  { address = randomIpAddress(), ...headers }: Record<string, string> = {},
): Promise<string> {
  const response = await fetch(`${url}/trpc/${path}`, {
    method: "POST",
    body,
    headers: {
      origin: url,
      "content-type": "application/json",
      "x-requested-by": "switchboard",
      "x-forwarded-for": address,
      ...headers,
    },
  });
  return `${response.status} ${response.headers.get("retry-after") ?? ""} ${await response.text()}`;
}

async function upgrade(url: string, address: string, origin = url): Promise<string> {
  const response = await fetch(`${url}/trpc`, {
    headers: {
      origin,
      upgrade: "websocket",
      connection: "Upgrade",
      "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
      "sec-websocket-version": "13",
      "x-forwarded-for": address,
    },
  });
  return `${response.status} ${response.headers.get("retry-after") ?? ""} ${await response.text()}`;
}
