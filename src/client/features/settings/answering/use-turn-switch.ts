import { useEffect, useState } from "react";
import type { Answers } from "#domain/model/settings.ts";
import { api } from "../../../api/api-hooks.ts";
import { explainRefusal } from "../../../api/explain-refusal.ts";
import { strings } from "../strings.ts";
import type { SwitchResult } from "#domain/views/settings-view.ts";

const UNDO_MS = 10_000;

/** What the last turn did, or why it did not happen. */
export type TurnResult =
  | { kind: "turned"; turned: SwitchResult; mayUndo: boolean }
  | { kind: "failed"; why: string };

/** The switch: shown as turned at once, and turned back if the server does not follow. */
export function useTurnSwitch() {
  const utils = api.useUtils();
  const [news, setNews] = useState<TurnResult | null>(null);
  const turning = api.settings.turnSwitch.useMutation();
  const undoing = api.settings.undoSwitch.useMutation();

  useEffect(() => {
    if (news?.kind !== "turned") return;
    const timer = setTimeout(() => setNews(null), UNDO_MS);
    return () => clearTimeout(timer);
  }, [news]);

  function show(answers: Answers) {
    utils.settings.get.setData(
      undefined,
      (view) =>
        view && { ...view, settings: { ...view.settings, switch: { ...view.settings.switch, answers } } },
    );
  }

  async function follow(answers: Answers, work: () => Promise<SwitchResult>, mayUndo: boolean) {
    setNews(null);
    show(answers);
    try {
      setNews({ kind: "turned", turned: await work(), mayUndo });
    } catch (error) {
      show(other(answers));
      setNews({ kind: "failed", why: explainRefusal(error, { ...strings, failed: strings.notChanged }) });
    }
    await utils.settings.invalidate();
  }

  return {
    news,
    turn: (answers: Answers) => void follow(answers, () => turning.mutateAsync({ answers }), true),
    undo: ({ no, answers }: SwitchResult) =>
      void follow(other(answers), () => undoing.mutateAsync({ no }), false),
  };
}

function other(answers: Answers): Answers {
  return answers === "bot" ? "agents" : "bot";
}
