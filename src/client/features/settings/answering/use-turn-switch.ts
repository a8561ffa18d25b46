import { useEffect, useState } from "react";
import type { Answers } from "#domain/model/settings.ts";
import { api } from "../../../api/api-hooks.ts";
import { explainCallFailure } from "../../../api/explain-call-failure.ts";
import { strings } from "../strings.ts";
import type { SwitchResult } from "#domain/views/switch-result.ts";

const UNDO_MS = 10_000;

/** The result of the last turn of the switch, or why it failed. */
export type TurnResult =
  | { kind: "turned"; turned: SwitchResult; mayUndo: boolean }
  | { kind: "failed"; why: string };

/** Turns the switch with an optimistic update, which is rolled back if the call fails. */
export function useTurnSwitch() {
  const utils = api.useUtils();
  const [result, setResult] = useState<TurnResult | null>(null);
  const turning = api.settings.turnSwitch.useMutation();
  const undoing = api.settings.undoSwitch.useMutation();

  useEffect(() => {
    if (result?.kind !== "turned") return;
    const timer = setTimeout(() => setResult(null), UNDO_MS);
    return () => clearTimeout(timer);
  }, [result]);

  function show(answers: Answers) {
    utils.settings.get.setData(
      undefined,
      (view) =>
        view && { ...view, settings: { ...view.settings, switch: { ...view.settings.switch, answers } } },
    );
  }

  async function run(answers: Answers, work: () => Promise<SwitchResult>, mayUndo: boolean) {
    setResult(null);
    show(answers);
    try {
      setResult({ kind: "turned", turned: await work(), mayUndo });
    } catch (error) {
      show(oppositeOf(answers));
      setResult({
        kind: "failed",
        why: explainCallFailure(error, { ...strings, failed: strings.notChanged }),
      });
    }
    await utils.settings.invalidate();
  }

  return {
    result,
    turn: (answers: Answers) => void run(answers, () => turning.mutateAsync({ answers }), true),
    undo: ({ no, answers }: SwitchResult) =>
      void run(oppositeOf(answers), () => undoing.mutateAsync({ no }), false),
  };
}

function oppositeOf(answers: Answers): Answers {
  return answers === "bot" ? "agents" : "bot";
}
