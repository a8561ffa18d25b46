import type { MemberId, OrgId } from "#domain/model/ids.ts";
import type { Deployment } from "../../deployment/deployment.ts";
import { type Api, httpApi } from "./http-api.ts";

/** A member of an organization, signed in. */
export interface Member {
  name: string;
  email: string;
  memberId: MemberId;
  cookie: string;
  api: Api;
}

/** An organization, set up through its link. */
export interface Organization {
  name: string;
  orgId: OrgId;
  widgetKey: string;
  admin: Member;
}

/** The password of all members. */
export const PASSWORD = "correct horse battery";

/** The longest chat time, so that no chat ends only because its server was down for long. */
const LONGEST_CHAT_MS = 3_600_000;

const WARNING_MS = 60_000;

/** Creates another organization with the operator's command. On SQLite no instance may be running. */
export async function createOrganization(deployment: Deployment, name: string): Promise<string> {
  const { tree, env } = deployment;
  const child = Bun.spawn(
    [process.execPath, `${tree}/src/server/startup/commands/create-organization.ts`, name],
    {
      cwd: tree,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  const link = /http\S+\/setup\?token=\S+/.exec(out)?.[0];
  if (link === undefined) throw new Error(`no organization was created: ${out}${err}`);
  return link;
}

/** Does what the set-up page does, then has agents answer and lets chats last an hour. */
export async function setUpOrganization(url: string, link: string, name: string): Promise<Organization> {
  const email = `admin@${name.toLowerCase()}.example`;
  await httpApi(url).account.setUp.mutate({
    token: new URL(link).searchParams.get("token") ?? "",
    companyName: name,
    name: `Admin ${name}`,
    email,
    password: PASSWORD,
  });
  const { cookie, api } = await signIn(url, email);
  const me = await api.agent.me.query({});
  await api.settings.turnSwitch.mutate({ answers: "agents" });
  await api.settings.setSessions.mutate({ limitMs: LONGEST_CHAT_MS, warningMs: WARNING_MS });
  const admin = { name: me.member.name, email, memberId: me.member.id, cookie, api };
  return { name, orgId: me.orgId, widgetKey: me.widgetKey, admin };
}

/** Adds an agent through an invitation of the admin. */
export async function addAgent(
  url: string,
  { name: organization, admin }: Organization,
  name: string,
): Promise<Member> {
  const email = `${name.toLowerCase()}@${organization.toLowerCase()}.example`;
  const { link } = await admin.api.team.invite.mutate({ email: null, role: "agent" });
  const token = link.slice(link.lastIndexOf("/") + 1);
  await httpApi(url).account.join.mutate({ token, name, email, password: PASSWORD });
  const { cookie, api } = await signIn(url, email);
  const { member } = await api.agent.me.query({});
  return { name, email, memberId: member.id, cookie, api };
}

/** The response to a sign-in. */
export interface SignInTry {
  status: number;
  /** For how many seconds it is refused; `null` if it does not say. */
  retryAfter: number | null;
  cookie: string;
}

/** Tries to sign in. */
export async function trySignIn(url: string, email: string, password: string): Promise<SignInTry> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, "x-requested-by": "switchboard" },
    body: JSON.stringify({ email, password }),
  });
  await response.arrayBuffer();
  const retryAfter = response.headers.get("retry-after");
  const cookie = response.headers
    .getSetCookie()
    .map((header) => header.split(";")[0])
    .join("; ");
  return { status: response.status, retryAfter: retryAfter === null ? null : Number(retryAfter), cookie };
}

async function signIn(url: string, email: string): Promise<{ cookie: string; api: Api }> {
  const { status, cookie } = await trySignIn(url, email, PASSWORD);
  if (status !== 200) throw new Error(`sign-in of ${email}: ${status}`);
  return { cookie, api: httpApi(url, { cookie }) };
}
