import type { World } from "../test-server.ts";
import type { Company, Visitor } from "./organization.ts";

/** Who asks, where that matters for what has to be there first. */
export interface Asking {
  world: World;
  company: Company;
  /** The customer whose chat it is about. */
  visitor: Visitor;
  member: { memberId: Company["admin"]["memberId"]; name: string };
}
