import type { CustomerId, MemberId, OrgId } from "#domain/model/ids.ts";
import { getCustomer } from "../../db/customers/customers.ts";
import { auditAction } from "../../db/privacy/audit-log.ts";
import {
  countExportedRows,
  type ExportedPage,
  exportPages,
  type ExportScope,
  newestFactNo,
} from "../../db/privacy/export-data.ts";
import type { TakeTurn } from "../../limits/background-turns.ts";
import type { ServiceContext } from "../context.ts";
import { withPublicNames } from "./with-public-names.ts";

/** The data to export, and the member who exports it. */
export interface ExportRequest {
  orgId: OrgId;
  by: MemberId;
  /** The customer; `null` for the whole company. */
  customerId: CustomerId | null;
  /** Whether the member may still have it. Asked before each page. */
  isStillAllowed: () => Promise<boolean>;
  /** Aborts when nobody reads any more. Nothing is sent while rows are counted, so that would not be noticed. */
  signal: AbortSignal;
}

/** Why an export stopped before its end. */
type StopReason = "access-ended" | "erased";

/** An export stopped on purpose, after a last line that says why. */
export class ExportStopped extends Error {
  override readonly name = "ExportStopped";

  constructor(why: StopReason) {
    super(`the export stopped: ${why}`);
  }
}

interface Deps extends Pick<ServiceContext, "store"> {
  /** The turns of all exports of this process, so that together they leave it time for everything else. */
  takeTurn: TakeTurn;
}

/** The version of the format, raised whenever it changes. */
const VERSION = 2;

/**
 * Exports data as JSON lines, in portions of whole lines: a header, one line per row of a table, and a last line with
 * the number of rows, so that a truncated file is noticed. It is recorded in the audit log before the first line is
 * sent. A portion is read when it is asked for, and at most one is in memory.
 *
 * @throws {ExportStopped} after a last line with `"end":false`, once the member or what is exported is no longer there
 */
export async function* exportPortions(
  { store, takeTurn }: Deps,
  { isStillAllowed, by, signal, ...asked }: ExportRequest,
): AsyncGenerator<string, void> {
  const { at, scope } = await beginExport(store, asked, by);
  let expectedRows = 0;
  for await (const count of inTurns(takeTurn, countExportedRows(store, scope))) {
    if (signal.aborted) return;
    expectedRows += count;
  }
  yield jsonLine({
    export: "switchboard",
    version: VERSION,
    of: scope.customerId ?? scope.orgId,
    at,
    times: "milliseconds since 1970-01-01T00:00:00Z",
    upTo: scope.upTo,
    expectedRows,
  });
  let rows = 0;
  const findStop = () => findStopReason(store, scope, isStillAllowed);
  const portions = portionsOf(exportPages(store, scope), {
    findStop,
    shownOf: scope.customerId === null ? (row) => row : withPublicNames,
  });
  for await (const portion of inTurns(takeTurn, portions)) {
    if (portion.stopped !== null) {
      yield jsonLine({ end: false, why: portion.stopped, rows });
      throw new ExportStopped(portion.stopped);
    }
    rows += portion.rows;
    if (portion.rows > 0) yield portion.text;
  }
  yield jsonLine({ end: true, rows });
}

/** Writes the audit log entry, and returns what the export will contain: what is stored at that moment. */
function beginExport(
  store: ServiceContext["store"],
  { orgId, customerId }: Pick<ExportRequest, "orgId" | "customerId">,
  memberId: MemberId,
): Promise<{ at: number; scope: ExportScope }> {
  const action = customerId === null ? "company-exported" : "customer-exported";
  return store.transact(async (writer) => {
    const at = await writer.now();
    const audit = await auditAction(writer, orgId, action, { at, memberId, detail: {} });
    return { at, scope: { orgId, customerId, upTo: { fact: await newestFactNo(writer, orgId), audit } } };
  });
}

/** Lines of one page, or why there are no more. */
type Portion = { stopped: null; rows: number; text: string } | { stopped: StopReason };

interface PortionDeps {
  findStop: () => Promise<StopReason | null>;
  /** What is written of a row. */
  shownOf: (row: unknown) => unknown;
}

async function* portionsOf(
  pages: AsyncGenerator<ExportedPage, void>,
  { findStop, shownOf }: PortionDeps,
): AsyncGenerator<Portion, void> {
  for (;;) {
    const page = await pages.next();
    // Asked after the page was read, and also after the last one, so that nothing is sent that was read too late.
    const stopped = await findStop();
    if (stopped !== null) return yield { stopped };
    if (page.done === true) return;
    const { table, rows } = page.value;
    yield {
      stopped: null,
      rows: rows.length,
      text: rows.map((row) => jsonLine({ table, row: shownOf(row) })).join(""),
    };
  }
}

async function findStopReason(
  store: ServiceContext["store"],
  { orgId, customerId }: ExportScope,
  isStillAllowed: () => Promise<boolean>,
): Promise<StopReason | null> {
  if (!(await isStillAllowed())) return "access-ended";
  const isErased = customerId !== null && (await getCustomer(store, orgId, customerId)) === null;
  return isErased ? "erased" : null;
}

/** Takes a turn for each item, and closes the generator behind when the reader stops. */
async function* inTurns<Item>(
  takeTurn: TakeTurn,
  items: AsyncGenerator<Item, void>,
): AsyncGenerator<Item, void> {
  try {
    for (;;) {
      const next = await takeTurn(() => items.next());
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await items.return();
  }
}

function jsonLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
