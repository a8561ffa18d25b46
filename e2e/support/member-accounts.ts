import { type Client, createApiClient } from "./api-client.ts";

/** The password of all accounts in these tests. */
export const PASSWORD = "correct horse battery";

export interface Person {
  name: string;
  email: string;
}

/** A member with an API client. */
export interface Member extends Person {
  cookie: string;
  api: Client;
}

/** Does what the set-up page does, and signs the first admin in. */
export async function completeSetUp(
  url: string,
  link: string,
  { name, email }: Person,
  origin = url,
): Promise<Member> {
  const token = new URL(link).searchParams.get("token") ?? "";
  await createApiClient(url, { origin }).account.setUp.mutate({
    token,
    companyName: "Fern & Kettle",
    name,
    email,
    password: PASSWORD,
  });
  return await signIn(url, { name, email }, { origin });
}

/** Signs a member in as the sign-in page does. `origin` is the public one if that is not `url`. */
export async function signIn(
  url: string,
  person: Person,
  { origin = url, password = PASSWORD, browser = "Browser", address = "127.0.0.1" } = {},
): Promise<Member> {
  const response = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      origin,
      "x-requested-by": "switchboard",
      "user-agent": browser,
      "x-forwarded-for": address,
    },
    body: JSON.stringify({ email: person.email, password }),
  });
  if (!response.ok)
    throw new Error(`sign-in of ${person.email}: ${response.status} ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((header) => header.split(";")[0])
    .join("; ");
  return { ...person, cookie, api: createApiClient(url, { cookie, origin }) };
}

/** Adds an agent through an invitation of `admin`. */
export async function addAgent(url: string, admin: Member, name: string): Promise<Member> {
  return await joinByInvitation(url, admin, { name, email: `${name.toLowerCase()}@fern.example` });
}

/** Adds an agent through an invitation of `admin`, with the given email address, password and browser. */
export async function joinByInvitation(
  url: string,
  admin: Member,
  { name, email }: Person,
  { password = PASSWORD, browser = "Browser" } = {},
): Promise<Member> {
  const { link } = await admin.api.team.invite.mutate({ email: null, role: "agent" });
  const token = link.slice(link.lastIndexOf("/") + 1);
  await createApiClient(url).account.join.mutate({ token, name, email, password });
  return await signIn(url, { name, email }, { password, browser });
}
