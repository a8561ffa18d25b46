import { SECOND } from "#domain/model/instant.ts";
import { totpCodeAt } from "../auth/second-step/totp.ts";
import type { Client } from "./test-server.ts";

const PERIOD_MS = 30 * SECOND;

/** Turns a member's second step on, as the settings page does. */
export async function turnOnSecondStep({ account }: Client): Promise<void> {
  const { secret } = await account.beginSecondStep.mutate();
  await account.confirmSecondStep.mutate({
    code: await totpCodeAt(secret, Math.floor(Date.now() / PERIOD_MS)),
  });
}
