import { authenticatorCode } from "../../e2e/support/authenticator-code.ts";
import { createApiClient } from "../../e2e/support/api-client.ts";
import { PASSWORD, signIn } from "../../e2e/support/member-accounts.ts";
import type { SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";
import type { Check } from "./check.ts";
import { type PeopleWithSecrets, sendAsCustomer, trySignIn } from "./people-with-secrets.ts";

/** What goes on after the secret was lost, and what the app says of the rest. */
export async function tryPeople(
  { url }: SwitchboardProcess,
  { ana, ben, recoveryCodes, invitation, customer }: PeopleWithSecrets,
  check: Check,
): Promise<void> {
  await check("broken", "a customer goes on in their chat", () => succeeds(sendAsCustomer(url, customer)));
  const { api } = await signIn(url, ana);
  await check("unsaid", "the settings name the chatbot's token", async () => {
    const { isTokenReadable } = await api.settings.get.query({});
    return !isTokenReadable;
  });
  await check("unsaid", "the team page names the second step", async () => {
    const { members } = await api.team.get.query({});
    return members.every(({ name, isSecondStepReadable }) => isSecondStepReadable === (name !== ben.name));
  });
  const [code = ""] = recoveryCodes;
  await check(
    "broken",
    "a recovery code lets in",
    async () => (await trySignIn(url, ben, { code })).status === 200,
  );
  await check("intruders", "a recovery code lets in twice", async () => {
    const answer = await trySignIn(url, ben, { code });
    return answer.status === 401 && answer.code === "unreadable";
  });
  const person = { name: "Dora", email: "dora@fern.example", password: PASSWORD };
  await check("broken", "an invitation from before works", () =>
    succeeds(createApiClient(url).account.join.mutate({ token: invitation, ...person })),
  );
}

/** With the former secret put back behind the new one, everything is as it was. */
export async function tryPeopleAgain(
  { url }: SwitchboardProcess,
  { ana, ben, appSecret, customer }: PeopleWithSecrets,
  check: Check,
): Promise<void> {
  const { api } = await signIn(url, ana);
  await check("broken", "the chatbot's token is readable again", async () => {
    const { isTokenReadable } = await api.settings.get.query({});
    return isTokenReadable;
  });
  // The code of a period that nobody has used.
  const code = await authenticatorCode(appSecret, 1);
  await check("broken", "the codes of the app work again", async () => {
    const { status } = await trySignIn(url, ben, { code });
    return status === 200;
  });
  await check("broken", "a customer goes on in their chat", () => succeeds(sendAsCustomer(url, customer)));
}

function succeeds(call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => true,
    () => false,
  );
}
