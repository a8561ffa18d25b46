import { type SyntheticEvent, useState } from "react";
import type { HoursSettings } from "#domain/model/settings.ts";
import { api } from "../../../api/api-hooks.ts";
import { explainCallFailure } from "../../../api/explain-call-failure.ts";
import { draftFaults } from "./hours-draft-faults.ts";
import { draftOf, type HoursDraft, hoursOf, isSameDraft } from "./hours-draft.ts";
import { strings } from "../strings.ts";

const NO_FAULTS: ReadonlyMap<string, string> = new Map();

/** The form of the hours. Without unsaved changes it shows what is stored. Faults are shown once it was to be saved. */
export function useHoursForm(stored: HoursSettings) {
  const utils = api.useUtils();
  const { mutateAsync, isPending } = api.settings.setHours.useMutation();
  const [edited, setEdited] = useState<HoursDraft | null>(null);
  const [areFaultsShown, setFaultsShown] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const unedited = draftOf(stored);
  const draft = edited ?? unedited;

  function discard() {
    setEdited(null);
    setFaultsShown(false);
    setProblem(null);
  }

  async function save(event: SyntheticEvent) {
    event.preventDefault();
    setFaultsShown(true);
    setProblem(null);
    if (isPending || draftFaults(draft).size > 0) return;
    try {
      await mutateAsync(hoursOf(draft));
    } catch (error) {
      return setProblem(explainCallFailure(error, { ...strings, failed: strings.bar.failed }));
    }
    await utils.settings.get.invalidate();
    discard();
    setSaved(true);
  }

  return {
    draft,
    change: setEdited,
    discard,
    save,
    faults: areFaultsShown ? draftFaults(draft) : NO_FAULTS,
    isDirty: edited !== null && !isSameDraft(edited, unedited),
    isBusy: isPending,
    isSaved,
    problem,
  };
}
