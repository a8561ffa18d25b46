import { SECOND } from "#domain/model/instant.ts";
import { codeAt } from "../second-step/totp.ts";
import type { Owner } from "../account/account-owner.ts";
import { type openFernAndKettle, post, signIn } from "./auth-service.ts";

type Desk = Awaited<ReturnType<typeof openFernAndKettle>>;

const PERIOD_MS = 30 * SECOND;

/** Signs somebody in. @returns who they are to the deeds of an account's owner, with the headers of their browser */
export async function ownerAt(desk: Desk, email?: string): Promise<{ owner: Owner; headers: Headers }> {
  const headers = await signIn(desk.accounts, email);
  const found = await desk.accounts.identify(headers);
  if (found === null) throw new Error("Nobody is signed in.");
  const { orgId, memberId, loginId } = found;
  return { headers, owner: { orgId, memberId, loginId, address: "192.0.2.9" } };
}

/** Turns the second step on. @returns the recovery codes, and what an app would show `steps` half minutes from now */
export async function turnOn(desk: Desk, owner: Owner) {
  const { secret } = await desk.accounts.secondStep.begin(owner);
  const code = (steps = 0) => codeAt(secret, Math.floor(desk.means.now() / PERIOD_MS) + steps);
  const recoveryCodes = await desk.accounts.secondStep.confirm(owner, await code());
  // The code that confirmed is used up.
  desk.pass(PERIOD_MS);
  return { recoveryCodes, code };
}

/** Posts the sign-in form, with a code or without. */
export async function tryIn(
  { accounts }: Desk,
  form: { email: string; password: string; code?: string },
  address = "192.0.2.1",
) {
  const { email, password, code } = form;
  const body = { email, password, ...(code === undefined ? {} : { code }) };
  const response = await accounts.handler(post("sign-in/email", body), address);
  return { status: response.status, body: await response.json(), cookies: response.headers.getSetCookie() };
}
