import { Check, Circle, TriangleAlert } from "lucide-react";
import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "#server/api/router.ts";
import { Icon } from "../../../ui/icon.tsx";
import { strings } from "../strings.ts";

const { test: text, causes } = strings.chatbot;

type Report = inferRouterOutputs<AppRouter>["settings"]["testChatbot"];
type CheckLine = Report["checks"][number];

/** The results of the four checks, the URL they used, and a sample of the answer. */
export function BotConnectionReport({
  report: { address, checks, sample, knownModels },
}: {
  report: Report;
}) {
  return (
    <>
      <p className="text-13 break-all text-ink-2">{address === "" ? text.noServer : text.called(address)}</p>
      <ul className="grid gap-1.5">
        {checks.map((check) => (
          <li key={check.check}>
            <Line check={check} />
          </li>
        ))}
      </ul>
      {knownModels.length > 0 && <p className="text-13 break-words text-ink-2">{text.known(knownModels)}</p>}
      {sample !== null && (
        <figure className="grid gap-1 rounded-8 bg-bot-soft px-3 py-2 text-14">
          <figcaption className="text-13 text-ink-2">{text.sample}</figcaption>
          <blockquote className="break-words whitespace-pre-wrap">{sample}</blockquote>
        </figure>
      )}
    </>
  );
}

function Line({ check: { check, outcome, ms } }: { check: CheckLine }) {
  if (outcome === "ok")
    return (
      <p className="flex items-start gap-2 text-14">
        <Icon of={Check} className="mt-0.5 shrink-0 text-live" />
        <span>
          <span>{text.ok[check]}</span>
          {ms !== null && <span className="text-ink-2 tabular-nums">{` · ${text.ms(ms)}`}</span>}
        </span>
      </p>
    );
  if (outcome === "not-run")
    return (
      <p className="flex items-start gap-2 text-14 text-ink-2">
        <Icon of={Circle} className="mt-0.5 shrink-0" />
        <span>{`${text.check[check]}: ${text.notRun}`}</span>
      </p>
    );
  return (
    <p className="flex items-start gap-2 text-14">
      <Icon of={TriangleAlert} className="mt-0.5 shrink-0 text-danger" />
      <span className="text-danger">{causes[outcome]}</span>
    </p>
  );
}
