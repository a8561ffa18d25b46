import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import type { SettingsView } from "#domain/views.ts";
import { api } from "../../api.ts";
import { useLeaveGuard } from "../../ui/use-leave-guard.ts";
import { SaveBar } from "../../ui/save-bar.tsx";
import { ChatbotFields } from "./chatbot-fields.tsx";
import { chatbotForm, type ChatbotValues, isOtherServer, toInput, toValues } from "./chatbot-form.ts";
import { ChatbotTest } from "./chatbot-test.tsx";
import { ChatbotTrouble } from "./chatbot-trouble.tsx";
import { explain } from "./explain.ts";
import { SettingsLoaded } from "./settings-loaded.tsx";
import { SettingsPage } from "./settings-page.tsx";
import { useMayChange } from "./use-may-change.ts";
import { words } from "./words.ts";

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
  const { form, isTokenOpen, isReplacing, setReplacing, save, problem } = useChatbotForm(view);
  const { isDirty, isSubmitting, isSubmitSuccessful } = form.formState;
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
            isSaved={isSubmitSuccessful && problem === null}
            problem={problem}
            words={{ ...words.bar, saved: words.saved }}
            onDiscard={discard}
          />
        </>
      )}
    </form>
  );
}

/** The form over what is stored; somebody else's change comes in where one has not typed. */
function useChatbotForm({ settings, tokenHint }: SettingsView) {
  const utils = api.useUtils();
  const setChatbot = api.settings.setChatbot.useMutation();
  const [problem, setProblem] = useState<string | null>(null);
  const [isReplacing, setReplacing] = useState(false);
  const form = useForm<ChatbotValues>({
    resolver: zodResolver(chatbotForm),
    values: toValues(settings.chatbot),
    resetOptions: { keepDirtyValues: true, keepIsSubmitSuccessful: true },
  });
  const isMoved = isOtherServer(settings.chatbot.url, useWatch({ control: form.control, name: "url" }));
  const isTokenOpen = tokenHint === null || isReplacing || isMoved;

  const save = form.handleSubmit(async (values) => {
    setProblem(null);
    try {
      await setChatbot.mutateAsync(toInput(values, isTokenOpen));
    } catch (error) {
      setProblem(explain(error, words.bar.failed));
      return;
    }
    setReplacing(false);
    form.reset({ ...values, token: "" }, { keepIsSubmitSuccessful: true });
    await utils.settings.get.invalidate();
  });
  return { form, isTokenOpen, isReplacing, setReplacing, save, problem };
}
