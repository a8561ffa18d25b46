import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { isOtherServer } from "#domain/settings/bot-connection.ts";
import { api } from "../../../api/api-hooks.ts";
import { useUnsavedChangesGuard } from "../../../ui/form/use-unsaved-changes-guard.ts";
import { SaveBar } from "../../../ui/form/save-bar.tsx";
import { BotFields } from "./bot-fields.tsx";
import { botFormResolver, type BotFormValues, toInput, toValues } from "./bot-form-schema.ts";
import { BotConnectionTest } from "./bot-connection-test.tsx";
import { BotFailureNotice } from "./bot-failure-notice.tsx";
import { explainCallFailure } from "../../../api/explain-call-failure.ts";
import { valuesToSave } from "../form/values-to-save.ts";
import { SettingsLoaded } from "../layout/settings-loaded.tsx";
import { useSyncFormWithStored } from "../form/use-sync-form-with-stored.ts";
import { useIsAdmin } from "../../../live/use-is-admin.ts";
import { strings } from "../strings.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";

/** The chatbot's settings and a test of its connection. */
export function BotPage() {
  return <SettingsLoaded>{(view) => <Chatbot view={view} />}</SettingsLoaded>;
}

function Chatbot({ view }: { view: SettingsView }) {
  const mayChange = useIsAdmin();
  const { form, isTokenOpen, isReplacing, setReplacing, save, problem, isSaved } = useBotForm(view);
  const { isDirty, isSubmitting } = form.formState;
  const isUnsaved = isDirty || isReplacing;
  useUnsavedChangesGuard(isUnsaved ? strings.bar.leave : null);

  function replaceToken(isWanted: boolean) {
    setReplacing(isWanted);
    form.resetField("token");
  }

  function discard() {
    form.reset();
    setReplacing(false);
  }

  return (
    <form noValidate className="grid gap-5" onSubmit={(event) => void save(event)}>
      <BotFailureNotice view={view} />
      <BotFields
        form={form}
        view={view}
        disabled={!mayChange}
        isTokenOpen={isTokenOpen}
        isReplacing={isReplacing}
        onReplace={replaceToken}
      />
      {mayChange && (
        <>
          <BotConnectionTest form={form} isTokenOpen={isTokenOpen} />
          <SaveBar
            isDirty={isUnsaved}
            isBusy={isSubmitting}
            isSaved={isSaved}
            problem={problem}
            strings={{ ...strings.bar, saved: strings.saved }}
            onDiscard={discard}
          />
        </>
      )}
    </form>
  );
}

/** The form, synced with the stored settings. */
function useBotForm({ settings, tokenHint }: SettingsView) {
  const utils = api.useUtils();
  const setChatbot = api.settings.setChatbot.useMutation();
  const stored = toValues(settings.chatbot);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const [isReplacing, setReplacing] = useState(false);
  const form = useForm<BotFormValues>({
    resolver: botFormResolver,
    defaultValues: stored,
  });
  const { isDirty, dirtyFields } = form.formState;
  useSyncFormWithStored(stored, isDirty, form.reset);
  const hasOtherServer = isOtherServer(
    settings.chatbot.url,
    useWatch({ control: form.control, name: "url" }),
  );
  const isTokenOpen = tokenHint === null || isReplacing || hasOtherServer;

  const save = form.handleSubmit(async (values) => {
    setProblem(null);
    try {
      await setChatbot.mutateAsync(toInput(valuesToSave(stored, values, dirtyFields), isTokenOpen));
    } catch (error) {
      return setProblem(explainCallFailure(error, { ...strings, failed: strings.bar.failed }));
    }
    // Reload the settings before resetting the form, so that the new token's last characters show at once.
    await utils.settings.get.invalidate();
    setReplacing(false);
    setSaved(true);
    form.reset({ ...values, token: "" });
  });
  return { form, isTokenOpen, isReplacing, setReplacing, save, problem, isSaved };
}
