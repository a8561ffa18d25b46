import { DELIVERY_MUTANTS } from "./delivery-mutants.ts";
import { MACHINE_MUTANTS } from "./instance-mutants.ts";
import type { Mutant } from "./mutant.ts";
import { RULE_MUTANTS } from "./chat-rule-mutants.ts";

/** Every way the product is broken on purpose. */
export const MUTANTS: readonly Mutant[] = [...DELIVERY_MUTANTS, ...RULE_MUTANTS, ...MACHINE_MUTANTS];
