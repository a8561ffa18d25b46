import type { CustomerId, MemberId, OrgId } from "#domain/model/ids.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import { type ExportedRow, exportOrganization, exportCustomer } from "../../db/privacy/export-data.ts";
import type { ServiceContext } from "../context.ts";

/** The data to export, and the member who exports it. */
export interface ExportRequest {
  orgId: OrgId;
  by: MemberId;
  /** The customer; `null` for the whole company. */
  customerId: CustomerId | null;
}

/** The version of the format, raised whenever it changes. */
const VERSION = 1;

/**
 * Exports data as JSON lines: a header, one line per row of a table, and a last line with the number of rows, so that
 * a truncated file is noticed. It is recorded in the audit log before the first line is sent.
 */
export async function* exportLines(
  { store }: Pick<ServiceContext, "store">,
  { orgId, by, customerId }: ExportRequest,
): AsyncGenerator<string> {
  const at = await store.now();
  const action = customerId === null ? "company-exported" : "customer-exported";
  await store.transact((writer) => auditAction(writer, orgId, action, { at, memberId: by, detail: {} }));
  yield jsonLine({
    export: "switchboard",
    version: VERSION,
    of: customerId ?? orgId,
    at,
    times: "milliseconds since 1970-01-01T00:00:00Z",
  });
  let rows = 0;
  for await (const row of rowsOf(store, orgId, customerId)) {
    rows += 1;
    yield jsonLine(row);
  }
  yield jsonLine({ end: true, rows });
}

function rowsOf(
  store: ServiceContext["store"],
  orgId: OrgId,
  customerId: CustomerId | null,
): AsyncGenerator<ExportedRow> {
  return customerId === null ? exportOrganization(store, orgId) : exportCustomer(store, orgId, customerId);
}

function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
