import { useState } from "react";
import { AUDIT_TOPICS, type AuditLogEntry, type AuditTopic } from "#domain/views/audit-log-page.ts";
import { api } from "../../api/api-hooks.ts";
import { Button } from "../../ui/button/button.tsx";
import { SelectField } from "../../ui/form/select-field.tsx";
import { dateAndTime } from "../../ui/text/format-time.ts";
import { Skeleton } from "../../ui/loading/skeleton.tsx";
import { LoadingOrFailed } from "../../ui/loading/loading-or-failed.tsx";
import { strings } from "./strings.ts";

const text = strings.audit;

type TopicFilter = AuditTopic | "all";
const TOPICS = (["all", ...AUDIT_TOPICS] as const).map((value) => ({
  value,
  label: text.topics[value],
}));

/** The audit log, newest entries first, for admins. */
export function AuditLog() {
  const [topic, setTopic] = useState<TopicFilter>("all");
  return (
    <>
      <p className="text-14 text-ink-2">{text.about}</p>
      <div className="max-w-60">
        <SelectField label={text.show} value={topic} options={TOPICS} onChange={setTopic} />
      </div>
      <Entries key={topic} topic={topic === "all" ? null : topic} />
    </>
  );
}

function Entries({ topic }: { topic: AuditTopic | null }) {
  const [cursors, setCursors] = useState<readonly (number | null)[]>([null]);
  const pages = api.useQueries((queries) =>
    cursors.map((before) => queries.privacy.audit({ before, topic })),
  );
  const [first] = pages;
  const lines = pages.flatMap(({ data }) => data?.lines ?? []);
  const next = pages.at(-1)?.data?.next ?? null;
  return (
    <LoadingOrFailed query={first} strings={strings} skeleton={SKELETON}>
      {() => (
        <>
          {lines.length === 0 ? <p className="text-14">{text.empty}</p> : <Table lines={lines} />}
          {lines.length > 0 && next !== null && (
            <Button className="justify-self-start" onClick={() => setCursors([...cursors, next])}>
              {text.more}
            </Button>
          )}
        </>
      )}
    </LoadingOrFailed>
  );
}

const SKELETON = (
  <>
    <Skeleton className="h-9" />
    <Skeleton className="h-9" />
  </>
);

function Table({ lines }: { lines: readonly AuditLogEntry[] }) {
  return (
    <table aria-label={text.table} className="w-full text-left text-14 @max-lg:block">
      <thead className="text-12 text-ink-2 @max-lg:sr-only">
        <tr className="border-b border-line">
          <th className="py-2 pr-3 font-semibold">{text.when}</th>
          <th className="py-2 pr-3 font-semibold">{text.who}</th>
          <th className="py-2 font-semibold">{text.what}</th>
        </tr>
      </thead>
      <tbody className="@max-lg:block">
        {lines.map((line) => (
          <EntryRow key={line.no} line={line} />
        ))}
      </tbody>
    </table>
  );
}

function EntryRow({ line }: { line: AuditLogEntry }) {
  return (
    <tr className="border-b border-line align-top @max-lg:flex @max-lg:flex-wrap @max-lg:gap-x-2 @max-lg:py-2">
      <td className="py-2 pr-3 whitespace-nowrap text-ink-2 tabular-nums @max-lg:w-full @max-lg:py-0 @max-lg:text-13">
        <time dateTime={new Date(line.at).toISOString()}>{dateAndTime(line.at)}</time>
      </td>
      <td className="py-2 pr-3 font-semibold break-words @max-lg:py-0 @max-lg:pr-0">
        {line.by ?? text.server}
      </td>
      <td className="py-2 break-words @max-lg:py-0">{text.line(line)}</td>
    </tr>
  );
}
