import { DEPLOYMENT_MUTANTS } from "./deployment-mutants.ts";
import { DELIVERY_MUTANTS } from "./delivery-mutants.ts";
import { INSTANCE_MUTANTS } from "./instance-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { CHAT_RULE_MUTANTS } from "./chat-rule-mutants.ts";

/** Every way the product is broken on purpose. */
export const MUTANTS: readonly Mutant[] = [
  ...DELIVERY_MUTANTS,
  ...CHAT_RULE_MUTANTS,
  ...INSTANCE_MUTANTS,
  ...DEPLOYMENT_MUTANTS,
];
