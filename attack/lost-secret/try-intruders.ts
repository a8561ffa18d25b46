import { authenticatorCode } from "../../e2e/support/authenticator-code.ts";
import { createApiClient } from "../../e2e/support/api-client.ts";
import type { SwitchboardProcess } from "../../e2e/support/switchboard-process.ts";
import type { Check } from "./check.ts";
import { type PeopleWithSecrets, trySignIn } from "./people-with-secrets.ts";

/** What nobody may get in with after the secret was lost. */
export async function tryIntruders(
  { url }: SwitchboardProcess,
  { ana, ben, appSecret, recoveryCodes, customer }: PeopleWithSecrets,
  check: Check,
): Promise<void> {
  for (const { name, cookie } of [ana, ben])
    await check("intruders", `the cookie of ${name} from before`, () =>
      isRefused(createApiClient(url, { cookie }).agent.me.query({})),
    );
  const [recoveryCode = ""] = recoveryCodes;
  const codes = {
    "no code": "",
    "a wrong code": "000000",
    "the code of the app": await authenticatorCode(appSecret),
  };
  for (const [what, code] of Object.entries(codes))
    await check("intruders", `the password and ${what}`, async () => {
      const answer = await trySignIn(url, ben, { code });
      return answer.status === 401 && answer.code === (code === "" ? "needed" : "unreadable");
    });
  await check("intruders", "a recovery code and a wrong password", async () => {
    const { status } = await trySignIn(url, ben, { password: "correct horse battle", code: recoveryCode });
    return status === 401;
  });
  const { widgetKey, sessionId } = customer;
  const token = "A".repeat(customer.token.length);
  const stranger = createApiClient(url, { "x-widget-key": widgetKey, authorization: `Bearer ${token}` });
  await check("intruders", "a customer's chat with another token", () =>
    isRefused(stranger.message.send.mutate({ sessionId, clientId: crypto.randomUUID(), text: "It is me" })),
  );
}

function isRefused(call: Promise<unknown>): Promise<boolean> {
  return call.then(
    () => false,
    () => true,
  );
}
