import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import type { SettingsView } from "#domain/views/team-view.ts";
import { api } from "../../../api/api-hooks.ts";
import { useLeaveGuard } from "../../../ui/form/use-unsaved-changes-guard.ts";
import { SaveBar } from "../../../ui/form/save-bar.tsx";
import { ChatbotFields } from "./bot-fields.tsx";
import { chatbotForm, type ChatbotValues, isOtherServer, toInput, toValues } from "./bot-form-schema.ts";
import { ChatbotTest } from "./bot-connection-test.tsx";
import { ChatbotTrouble } from "./bot-failure-notice.tsx";
import { explain } from "../form/explain-refusal.ts";
import { onlyTyped } from "../form/merge-changed-fields.ts";
import { SettingsLoaded } from "../layout/settings-loaded.tsx";
import { SettingsPage } from "../layout/settings-page.tsx";
import { useFollowStored } from "../form/use-sync-form-with-stored.ts";
import { useMayChange } from "../layout/use-may-change.ts";
import { words } from "../strings.ts";

/** Which chatbot answers, and whether it can be reached. */
export function ChatbotPage() {
  return (
    <SettingsPage title={words.nav.chatbot}>
      <SettingsLoaded>{(view) => <Chatbot view={view} />}</SettingsLoaded>
    </SettingsPage>
  );
}

function Chatbot({ view }: { view: SettingsView }) {
  const mayChange = useMayChange();
  const { form, isTokenOpen, isReplacing, setReplacing, save, problem, isSaved } = useChatbotForm(view);
  const { isDirty, isSubmitting } = form.formState;
  const isUnsaved = isDirty || isReplacing;
  useLeaveGuard(isUnsaved ? words.bar.leave : null);

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
      <ChatbotTrouble view={view} />
      <ChatbotFields
        form={form}
        view={view}
        disabled={!mayChange}
        isTokenOpen={isTokenOpen}
        isReplacing={isReplacing}
        onReplace={replaceToken}
      />
      {mayChange && (
        <>
          <ChatbotTest form={form} isTokenOpen={isTokenOpen} />
          <SaveBar
            isDirty={isUnsaved}
            isBusy={isSubmitting}
            isSaved={isSaved}
            problem={problem}
            words={{ ...words.bar, saved: words.saved }}
            onDiscard={discard}
          />
        </>
      )}
    </form>
  );
}

/** The form over what is stored. */
function useChatbotForm({ settings, tokenHint }: SettingsView) {
  const utils = api.useUtils();
  const setChatbot = api.settings.setChatbot.useMutation();
  const stored = toValues(settings.chatbot);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const [isReplacing, setReplacing] = useState(false);
  const form = useForm<ChatbotValues>({
    resolver: zodResolver(chatbotForm),
    defaultValues: stored,
  });
  const { isDirty, dirtyFields } = form.formState;
  useFollowStored(stored, isDirty, form.reset);
  const isMoved = isOtherServer(settings.chatbot.url, useWatch({ control: form.control, name: "url" }));
  const isTokenOpen = tokenHint === null || isReplacing || isMoved;

  const save = form.handleSubmit(async (values) => {
    setProblem(null);
    try {
      await setChatbot.mutateAsync(toInput(onlyTyped(stored, values, dirtyFields), isTokenOpen));
    } catch (error) {
      return setProblem(explain(error, words.bar.failed));
    }
    // The screen has the new settings before the form is let go, so that a stored token's last characters show at once.
    await utils.settings.get.invalidate();
    setReplacing(false);
    setSaved(true);
    form.reset({ ...values, token: "" });
  });
  return { form, isTokenOpen, isReplacing, setReplacing, save, problem, isSaved };
}
