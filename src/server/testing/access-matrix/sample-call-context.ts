import type { TestServer } from "../test-server.ts";
import type { TestOrganization, TestCustomer } from "./test-organization.ts";

/** The caller, for samples that need data prepared. */
export interface SampleCallContext {
  world: TestServer;
  company: TestOrganization;
  /** The customer whose chat the call is about. */
  visitor: TestCustomer;
  member: { memberId: TestOrganization["admin"]["memberId"]; name: string };
}
