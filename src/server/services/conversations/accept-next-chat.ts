import type { OrgId } from "#domain/model/ids.ts";
import { decideAcceptNext } from "#domain/routing/take-chat.ts";
import { customerName } from "../../db/customers/customers.ts";
import type { ServiceContext } from "../context.ts";
import type { ActingMember } from "#domain/model/member.ts";

/** Accepts the first chat of the queue. @throws {Refusal} `nobody-waiting` */
export async function acceptNextChat(services: ServiceContext, orgId: OrgId, member: ActingMember) {
  const needs = { queue: true };
  const { result } = await services.record(orgId, {
    needs,
    decide: (scene) => decideAcceptNext(scene, member),
  });
  if (result === null) throw new Error("somebody was accepted and nobody was named");
  return { ...result, customerName: await customerName(services.store, orgId, result.customerId) };
}
