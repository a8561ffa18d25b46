import { TRPCClientError } from "@trpc/client";
import { createApiClient } from "../../e2e/support/api-client.ts";
import { PASSWORD, signIn, type Member, type Person } from "../../e2e/support/member-accounts.ts";

/** Somebody who tries to set a company up. */
export interface Founder extends Person {
  companyName: string;
}

/** A founder whose name, address and company nobody else has. */
export function newFounder(): Founder {
  const id = crypto.randomUUID().slice(0, 8);
  return { name: `Founder ${id}`, email: `founder-${id}@fern.example`, companyName: `Company ${id}` };
}

/**
 * Does what the set-up page does.
 *
 * @returns `null` if there is a company now, else the code of the refusal, or the error that is none
 */
export async function tryLink(url: string, token: string, founder: Founder): Promise<string | null> {
  try {
    await createApiClient(url).account.setUp.mutate({ token, ...founder, password: PASSWORD });
    return null;
  } catch (error) {
    return error instanceof TRPCClientError ? (error.data?.refusal ?? error.message) : String(error);
  }
}

/** Signs in those of them who can. */
export async function signInThoseWhoCan(
  url: string,
  founders: readonly Founder[],
): Promise<(Member & Founder)[]> {
  const tries = founders.map(async (founder) => ({ ...founder, ...(await signIn(url, founder)) }));
  const outcomes = await Promise.allSettled(tries);
  return outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
}

/** The token in a set-up link. */
export function tokenOf(link: string): string {
  return new URL(link).searchParams.get("token") ?? "";
}
