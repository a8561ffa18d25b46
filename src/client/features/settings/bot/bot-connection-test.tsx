import { useEffect, useRef, useState } from "react";
import type { UseFormReturn } from "react-hook-form";
import { type Millis, SECOND } from "#domain/model/instant.ts";
import { BOT_TIMEOUT_MAX_MS } from "#domain/model/settings.ts";
import { api } from "../../../api/api-hooks.ts";
import { Button } from "../../../ui/button/button.tsx";
import { type BotFormValues, toInput } from "./bot-form-schema.ts";
import { explainCallFailure } from "../../../api/explain-call-failure.ts";
import { suggestModels } from "./suggested-models.ts";
import { BotConnectionReport } from "./bot-connection-report.tsx";
import { strings } from "../strings.ts";

const text = strings.chatbot.test;

/** The chatbot's longest timeout plus time for the other checks. */
const TEST_TIMEOUT_MS: Millis = BOT_TIMEOUT_MAX_MS + 15 * SECOND;

interface BotConnectionTestProps {
  form: UseFormReturn<BotFormValues>;
  isTokenOpen: boolean;
}

/** Tests the chatbot with the form's current values, saved or not. */
export function BotConnectionTest({ form, isTokenOpen }: BotConnectionTestProps) {
  const { mutateAsync, data, isPending } = api.settings.testChatbot.useMutation({
    trpc: { context: { timeoutMs: TEST_TIMEOUT_MS } },
  });
  const [problem, setProblem] = useState<string | null>(null);
  const result = useRef<HTMLElement>(null);
  useEffect(() => {
    if (data !== undefined || problem !== null) result.current?.scrollIntoView({ block: "nearest" });
  }, [data, problem]);

  async function run() {
    setProblem(null);
    if (isPending || !(await form.trigger(undefined, { shouldFocus: true }))) return;
    try {
      const report = await mutateAsync(toInput(form.getValues(), isTokenOpen));
      suggestModels(report.knownModels);
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  return (
    <div className="grid justify-items-start gap-3">
      <Button aria-disabled={isPending} onClick={() => void run()}>
        {isPending ? text.running : text.button}
      </Button>
      <section ref={result} aria-label={text.region} className="w-full scroll-mb-20">
        <output className="grid gap-2">
          {problem !== null && <p className="text-14 text-danger">{problem}</p>}
          {problem === null && !isPending && data !== undefined && <BotConnectionReport report={data} />}
        </output>
      </section>
    </div>
  );
}

function problemOf(error: unknown): string {
  return explainCallFailure(error, { ...strings, failed: text.failed, wait: text.busy });
}
