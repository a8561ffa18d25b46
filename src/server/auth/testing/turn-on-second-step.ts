import { SECOND } from "#domain/model/instant.ts";
import { totpCodeAt } from "../second-step/totp.ts";
import type { AccountOwner } from "../account/account-owner.ts";
import { type openAuthServiceWithAdmin, post, signIn } from "./auth-service.ts";

type OpenedAuthService = Awaited<ReturnType<typeof openAuthServiceWithAdmin>>;

const PERIOD_MS = 30 * SECOND;

/** Signs somebody in. @returns the owner of an account, with the headers of their browser */
export async function ownerAt(
  opened: OpenedAuthService,
  email?: string,
): Promise<{ owner: AccountOwner; headers: Headers }> {
  const headers = await signIn(opened.accounts, email);
  const found = await opened.accounts.authenticate(headers);
  if (found === null) throw new Error("Nobody is signed in.");
  const { orgId, memberId, loginId } = found;
  return { headers, owner: { orgId, memberId, loginId, address: "192.0.2.9" } };
}

/** Turns the second step on. @returns the recovery codes, and the app's code `steps` half minutes from now */
export async function turnOnSecondStep(opened: OpenedAuthService, owner: AccountOwner) {
  const { secret } = await opened.accounts.ownSecondStep.begin(owner);
  const code = (steps = 0) => totpCodeAt(secret, Math.floor(opened.means.now() / PERIOD_MS) + steps);
  const recoveryCodes = await opened.accounts.ownSecondStep.confirm(owner, await code());
  // The code that confirmed it is used up, so move to the next one.
  opened.pass(PERIOD_MS);
  return { recoveryCodes, code };
}

/** Posts the sign-in form, with or without a code. */
export async function trySignIn(
  { accounts: auth }: OpenedAuthService,
  form: { email: string; password: string; code?: string },
  address = "192.0.2.1",
) {
  const { email, password, code } = form;
  const body = { email, password, ...(code === undefined ? {} : { code }) };
  const response = await auth.handler(post("sign-in/email", body), address);
  return { status: response.status, body: await response.json(), cookies: response.headers.getSetCookie() };
}
