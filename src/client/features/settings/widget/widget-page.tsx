import { useState } from "react";
import { useForm, useWatch, type UseFormReturn } from "react-hook-form";
import type { SettingsView } from "#domain/views/settings-view.ts";
import { api } from "../../../api/api-hooks.ts";
import { SaveBar } from "../../../ui/form/save-bar.tsx";
import { TextArea } from "../../../ui/form/text-area.tsx";
import { TextField } from "../../../ui/form/text-field.tsx";
import { useUnsavedChangesGuard } from "../../../ui/form/use-unsaved-changes-guard.ts";
import { explainBrandColour } from "./explain-brand-colour.ts";
import { EmbedCode } from "./embed-code.tsx";
import { explainCallFailure } from "../../../api/explain-call-failure.ts";
import { valuesToSave } from "../form/values-to-save.ts";
import { SettingsLoaded } from "../layout/settings-loaded.tsx";
import { useSyncFormWithStored } from "../form/use-sync-form-with-stored.ts";
import { useIsAdmin } from "../../../live/use-is-admin.ts";
import { parseSites } from "./parse-sites.ts";
import { widgetFormResolver, type WidgetFormValues } from "./widget-form-schema.ts";
import { strings } from "../strings.ts";

const text = strings.widget;

/** The widget's embed code, appearance and allowed sites. */
export function WidgetPage() {
  return (
    <>
      <EmbedCode />
      <hr className="border-line" />
      <SettingsLoaded>{(view) => <WidgetForm settings={view.settings} />}</SettingsLoaded>
    </>
  );
}

function WidgetForm({ settings }: { settings: SettingsView["settings"] }) {
  const mayChange = useIsAdmin();
  const { form, save, problem, isSaved } = useWidgetForm(settings);
  const { register, formState } = form;
  const { errors, isDirty, isSubmitting } = formState;
  useUnsavedChangesGuard(isDirty ? strings.bar.leave : null);

  return (
    <form noValidate className="grid gap-5" onSubmit={(event) => void save(event)}>
      <fieldset disabled={!mayChange} className="grid min-w-0 gap-5">
        <TextField
          label={text.companyName}
          error={errors.companyName?.message ?? null}
          {...register("companyName")}
        />
        <TextArea
          label={text.greeting}
          rows={2}
          error={errors.greeting?.message ?? null}
          {...register("greeting")}
        />
        <BrandColour form={form} />
        <TextArea
          label={text.sites}
          rows={2}
          hint={text.sitesHint}
          spellCheck={false}
          autoCapitalize="none"
          error={errors.sites?.message ?? null}
          {...register("sites")}
        />
      </fieldset>
      {mayChange && (
        <SaveBar
          isDirty={isDirty}
          isBusy={isSubmitting}
          isSaved={isSaved}
          problem={problem}
          strings={{ ...strings.bar, saved: strings.saved }}
          onDiscard={() => form.reset()}
        />
      )}
    </form>
  );
}

/**
 * The form, synced with the stored settings. Appearance and sites are saved separately, and only if they were edited.
 */
function useWidgetForm({ widget, sites }: SettingsView["settings"]) {
  const utils = api.useUtils();
  const setWidget = api.settings.setWidget.useMutation();
  const setSites = api.settings.setSites.useMutation();
  const stored: WidgetFormValues = { ...widget, sites: sites.join("\n") };
  const [problem, setProblem] = useState<string | null>(null);
  const [isSaved, setSaved] = useState(false);
  const form = useForm<WidgetFormValues>({
    resolver: widgetFormResolver,
    defaultValues: stored,
  });
  const { isDirty, dirtyFields } = form.formState;
  useSyncFormWithStored(stored, isDirty, form.reset);
  const save = form.handleSubmit(async (values) => {
    setProblem(null);
    try {
      const { sites: sitesText, ...appearance } = values;
      const { sites: areSitesEdited = false, ...typed } = dirtyFields;
      if (areSitesEdited) await setSites.mutateAsync({ sites: [...parseSites(sitesText).sites] });
      if (Object.values(typed).includes(true))
        await setWidget.mutateAsync(valuesToSave(widget, appearance, typed));
    } catch (error) {
      return setProblem(explainCallFailure(error, { ...strings, failed: strings.bar.failed }));
    }
    await Promise.all([utils.settings.get.invalidate(), utils.agent.me.invalidate()]);
    setSaved(true);
    form.reset(values);
  });
  return { form, save, problem, isSaved };
}

function BrandColour({ form }: { form: UseFormReturn<WidgetFormValues> }) {
  const { register, setValue, formState } = form;
  const colour = useWatch({ control: form.control, name: "brandColour" });
  const lines = explainBrandColour(colour);
  return (
    <div className="flex items-start gap-3">
      <input
        type="color"
        aria-label={text.pickColour}
        value={lines.length === 0 ? "#000000" : colour}
        className="mt-6 h-9 w-12 shrink-0 cursor-pointer rounded-8 border border-line-strong bg-surface p-1 max-md:h-11"
        onChange={(event) =>
          setValue("brandColour", event.target.value, { shouldDirty: true, shouldValidate: true })
        }
      />
      <div className="min-w-0 flex-1">
        <TextField
          label={text.brandColour}
          spellCheck={false}
          autoComplete="off"
          className="max-w-40"
          error={formState.errors.brandColour?.message ?? null}
          hint={
            lines.length === 0 ? undefined : (
              <span className="grid">
                {lines.map((line) => (
                  <span key={line}>{line}</span>
                ))}
              </span>
            )
          }
          {...register("brandColour")}
        />
      </div>
    </div>
  );
}
