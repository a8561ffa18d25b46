import { createTRPCClient, createWSClient, type TRPCClient, wsLink } from "@trpc/client";
import type { OrgId } from "#domain/model/ids.ts";
import type { AppRouter } from "../api/router.ts";
import { CHEAP_PASSWORD_COST } from "../auth/testing/cheap-password-cost.ts";
import { compose, type Composition } from "../startup/compose.ts";
import type { Config } from "../startup/config.ts";
import type { Store } from "../db/store/store.ts";
import { listen } from "../http/listen.ts";
import { REQUESTED_BY } from "../http/security/csrf.ts";
import type { RevokedAccess } from "../events/peers/revoked-access.ts";
import { createHttpServer } from "../startup/http-server.ts";
import { openInstance } from "../startup/open-instance.ts";
import { closeRevokedSockets } from "../startup/close-revoked-sockets.ts";

/** The password of all members of a test server. */
export const PASSWORD = "correct horse battery";
const NO_ASSETS = { answer: () => null, isFile: () => false };

/** A complete server on a free port, set up, with its first admin. */
export interface TestServer extends AsyncDisposable {
  composition: Composition;
  origin: string;
  widgetKey: string;
  /** The lines of its log. */
  logLines: readonly string[];
  /** Creates a client with the widget key; with a token, the client of that customer. */
  customer(token?: string): Client;
  /** Signs a member in and opens the app, in the named company if there is one. */
  member(email: string, organization?: OrgId): Promise<Client>;
  /** Signs a member in. @returns the cookie that a browser would send from then on */
  signIn(email: string, password?: string): Promise<string>;
  /** Adds a member through an invitation. */
  addAgent(name: string): Promise<string>;
  /** Cuts every connection of these clients, as a lost network does. */
  cutConnections(): void;
  /** Closes the page of a client for good. Resolves once the server has noticed. */
  closePage(client: Client): Promise<void>;
}

export type Client = TRPCClient<AppRouter>;

/** The address and password of the first admin of every test server. */
export const ADMIN = "ana@fern.example";

/** Options of a test server: its configuration, such as the Postgres it shares. */
export interface TestServerOptions extends Partial<Config> {
  /** Errors that do not fail the test. */
  isExpected?: (error: string) => boolean;
  /** The build of its pages. */
  build?: string | null;
}

/** Starts a server on `store`, which stops with the test: `await using server = await startTestServer(store)`. */
export async function startTestServer(
  store: Store,
  now: () => number = Date.now,
  { isExpected, build = null, ...changed }: TestServerOptions = {},
): Promise<TestServer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const config = { ...configOf(port, origin), ...changed };
  const errors: string[] = [];
  const lines: string[] = [];
  let disconnect: (revoked: RevokedAccess) => void = ignore;
  const runtime = {
    now,
    monotonicNow: now,
    random: Math.random,
    newId: () => crypto.randomUUID(),
    passwordCost: CHEAP_PASSWORD_COST,
    report(what: string, error: unknown) {
      const entry = `${what}: ${String(error)}`;
      if (isExpected?.(entry) !== true) errors.push(entry);
    },
    writeLogLine: (entry: string) => void lines.push(entry),
    disconnect: (revoked: RevokedAccess) => disconnect(revoked),
  };
  const composition = await compose(config, store, runtime, openInstance(config, runtime));
  const httpServer = createHttpServer(config, composition, { ...NO_ASSETS, build }, Math.random);
  disconnect = (revoked) => closeRevokedSockets(httpServer.sockets, revoked);
  const listening = listen(httpServer.app, { port, hostname: "127.0.0.1" });
  const sockets: WebSocket[] = [];
  const clients = new Map<Client, { close(): unknown }>();
  const widgetKey = await setUp(composition, origin);
  const connect = (params: Record<string, string> | null, headers: Record<string, string>): Client => {
    const { client, line: socketClient } = clientOf(origin, sockets, params, headers);
    clients.set(client, socketClient);
    return client;
  };

  return {
    composition,
    origin,
    widgetKey,
    logLines: lines,
    customer: (token) => connect({ widgetKey, ...(token === undefined ? {} : { token }) }, {}),
    async member(email, organization) {
      const cookie = await signIn(origin, email);
      return connect(organization === undefined ? null : { organization }, { cookie });
    },
    signIn: (email, password) => signIn(origin, email, password),
    async addAgent(name) {
      const [{ orgId, memberId }] = await firstAdmin(composition);
      const { link } = await composition.auth.invite(orgId, {
        email: null,
        role: "agent",
        createdBy: memberId,
      });
      const email = `${name}@fern.example`;
      const token = link.slice(link.lastIndexOf("/") + 1);
      await composition.auth.acceptInvitation({ token, name, email, password: PASSWORD }, "127.0.0.1");
      return email;
    },
    cutConnections() {
      for (const socket of sockets.splice(0)) socket.close();
    },
    async closePage(client) {
      const before = httpServer.sockets.count();
      clients.get(client)?.close();
      await until(() => httpServer.sockets.count() < before);
    },
    async [Symbol.asyncDispose]() {
      // An open client would keep reconnecting to a stopped server during all later tests.
      for (const socketClient of clients.values()) socketClient.close();
      await composition.botRunner.idle();
      await httpServer.sockets.drain(0);
      await composition.queuePositions.idle();
      await listening.stop();
      await composition.peerChannel.close();
      const reported = errors.length;
      await store.close();
      // Reads that were running when the database closed have no caller any more.
      errors.length = reported;
      if (errors.length > 0) throw new Error(`the server reported: ${errors.join("; ")}`);
    },
  };
}

/** Polls until a condition is true. */
export async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await Bun.sleep(2);
}

function ignore(): void {}

async function setUp({ auth, store }: Composition, origin: string): Promise<string> {
  const printed = await auth.createSetUpLink();
  if (printed !== null) await found(auth, new URL(printed));
  const [row] = await store.db.select().from(store.tables.organization);
  if (row === undefined) throw new Error(`nobody has set up ${origin}`);
  return row.widgetKey;
}

async function found(auth: Composition["auth"], link: URL): Promise<void> {
  await auth.setUp(
    {
      token: link.searchParams.get("token") ?? "",
      companyName: "Fern & Kettle",
      name: "Ana",
      email: ADMIN,
      password: PASSWORD,
    },
    "127.0.0.1",
  );
}

async function firstAdmin({ store }: Composition) {
  const { member } = store.tables;
  const rows = await store.db.select({ orgId: member.orgId, memberId: member.id }).from(member);
  const [first] = rows;
  if (first === undefined) throw new Error("there is no member");
  return [first] as const;
}

async function signIn(origin: string, email: string, password = PASSWORD): Promise<string> {
  const response = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin, [REQUESTED_BY.name]: REQUESTED_BY.value },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`sign-in answered ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

function clientOf(
  origin: string,
  sockets: WebSocket[],
  connectionParams: Record<string, string> | null,
  headers: Record<string, string>,
): { line: { close(): unknown }; client: Client } {
  class Watched extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { ...headers, origin } } as unknown as string[]);
      sockets.push(this);
    }
  }
  const socketClient = createWSClient({
    url: `${origin.replace("http", "ws")}/trpc`,
    connectionParams,
    WebSocket: Watched,
    retryDelayMs: () => 5,
  });
  return {
    line: socketClient,
    client: createTRPCClient<AppRouter>({ links: [wsLink({ client: socketClient })] }),
  };
}

function configOf(port: number, origin: string): Config {
  return {
    port,
    publicUrl: origin,
    origins: [origin],
    isPublicAddress: false,
    dataDir: "",
    databaseUrl: null,
    appSecrets: ["a secret of the tests, thirty-two characters long"],
    setupToken: null,
    trustProxy: "none",
    egress: { allow: [], loopbackAllowed: true, ownPorts: [port] },
    rateLimits: "off",
    botDailyTokens: 5_000_000,
  };
}

async function freePort(): Promise<number> {
  const probe = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  const { port } = probe;
  probe.stop(true);
  return port;
}
