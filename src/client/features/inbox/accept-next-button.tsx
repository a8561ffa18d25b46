import { useState } from "react";
import type { CustomerId } from "#domain/model/ids.ts";
import { api } from "../../api/api-hooks.ts";
import { readRefusal } from "../../api/read-refusal.ts";
import { Button } from "../../ui/button/button.tsx";
import { strings } from "../../strings.ts";

/** Accepts the first chat in the queue, even above my capacity. */
export function AcceptNextButton({ onAccepted }: { onAccepted: (customerId: CustomerId) => void }) {
  const [problem, setProblem] = useState("");
  const { mutate, isPending } = api.agent.acceptNext.useMutation({
    onMutate: () => setProblem(""),
    onSuccess: ({ customerId }) => onAccepted(customerId),
    onError: (error) => setProblem(problemText(error)),
  });
  return (
    <div className="px-3">
      <Button
        look="primary"
        size="small"
        className="w-full max-md:min-h-11"
        disabled={isPending}
        onClick={() => mutate()}
      >
        {strings.list.acceptNext}
      </Button>
      <output className="block min-h-4 text-12 text-ink-2">{problem}</output>
    </div>
  );
}

function problemText(error: unknown): string {
  const { code, detail } = readRefusal(error);
  if (code === "nobody-waiting") return strings.list.nobodyWaiting;
  return code === "already-taken" ? strings.list.alreadyTaken(detail) : strings.composer.failed;
}
