import type { TestServer } from "../test-server.ts";
import type { TestOrganization, TestCustomer } from "./organization.ts";

/** Who asks, where that matters for what has to be there first. */
export interface SampleCallContext {
  world: TestServer;
  company: TestOrganization;
  /** The customer whose chat it is about. */
  visitor: TestCustomer;
  member: { memberId: TestOrganization["admin"]["memberId"]; name: string };
}
