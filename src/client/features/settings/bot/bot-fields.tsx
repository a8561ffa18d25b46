import { useWatch, type UseFormReturn } from "react-hook-form";
import { defaultSettings, INSTRUCTIONS_MAX_LENGTH } from "#domain/model/settings.ts";
import { useSuggestedModels } from "./suggested-models.ts";
import { ComboboxField } from "../../../ui/form/combobox-field.tsx";
import { LinkButton } from "../../../ui/button/link-button.tsx";
import { Switch } from "../../../ui/form/switch.tsx";
import { TextArea } from "../../../ui/form/text-area.tsx";
import { TextField } from "../../../ui/form/text-field.tsx";
import type { BotFormValues } from "./bot-form-schema.ts";
import { TokenField } from "./token-field.tsx";
import { strings } from "../strings.ts";
import type { SettingsView } from "#domain/views/settings-view.ts";

const text = strings.chatbot;

interface BotFieldsProps {
  form: UseFormReturn<BotFormValues>;
  view: SettingsView;
  disabled: boolean;
  isTokenOpen: boolean;
  isReplacing: boolean;
  onReplace: (isReplacing: boolean) => void;
}

/** The fields of the chatbot form. */
export function BotFields(props: BotFieldsProps) {
  const { form, view, disabled, isTokenOpen, isReplacing, onReplace } = props;
  const { register, formState } = form;
  const { errors } = formState;
  return (
    <fieldset disabled={disabled} className="grid min-w-0 gap-5">
      <TextField
        label={text.url}
        hint={text.urlHint}
        type="url"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        placeholder={text.urlExample}
        error={errors.url?.message ?? null}
        {...register("url")}
      />
      <TokenField
        register={register("token")}
        last={view.tokenHint}
        isOpen={isTokenOpen}
        isReplacing={isReplacing}
        onReplace={onReplace}
      />
      <ModelAndTimeout form={form} />
      <Instructions form={form} companyName={view.settings.widget.companyName} />
      <div className="grid items-start gap-5 @lg:grid-cols-2">
        <TextField label={text.name} error={errors.name?.message ?? null} {...register("name")} />
        <UsesKnowledgeSwitch form={form} disabled={disabled} />
      </div>
    </fieldset>
  );
}

function ModelAndTimeout({ form }: { form: UseFormReturn<BotFormValues> }) {
  const { register, formState } = form;
  const { errors } = formState;
  const models = useSuggestedModels();
  return (
    <div className="grid gap-5 @lg:grid-cols-[2fr_1fr]">
      <ComboboxField
        label={text.model}
        suggestions={models}
        autoComplete="off"
        spellCheck={false}
        error={errors.model?.message ?? null}
        {...register("model")}
      />
      <TextField
        label={text.timeout}
        aside={<span className="text-13 text-ink-2">{text.seconds}</span>}
        type="number"
        inputMode="numeric"
        error={errors.timeoutSeconds?.message ?? null}
        {...register("timeoutSeconds", { valueAsNumber: true })}
      />
    </div>
  );
}

function Instructions({ form, companyName }: { form: UseFormReturn<BotFormValues>; companyName: string }) {
  const { length } = useWatch({ control: form.control, name: "instructions" });
  const example = defaultSettings(companyName, 0).chatbot.instructions;
  return (
    <div className="grid justify-items-start gap-1">
      <div className="w-full">
        <TextArea
          label={text.instructions}
          aside={
            <span className="text-12 text-ink-2 tabular-nums">{`${length} / ${INSTRUCTIONS_MAX_LENGTH}`}</span>
          }
          error={form.formState.errors.instructions?.message ?? null}
          {...form.register("instructions")}
        />
      </div>
      <LinkButton onClick={() => form.setValue("instructions", example, { shouldDirty: true })}>
        {text.resetInstructions}
      </LinkButton>
    </div>
  );
}

function UsesKnowledgeSwitch({ form, disabled }: { form: UseFormReturn<BotFormValues>; disabled: boolean }) {
  const uses = useWatch({ control: form.control, name: "usesKnowledge" });
  return (
    <div className="grid gap-1">
      <span className="flex min-h-9 items-center justify-between gap-3 @lg:mt-6">
        <span aria-hidden="true" className="text-14 font-semibold">
          {text.usesKnowledge}
        </span>
        <Switch
          label={text.usesKnowledge}
          checked={uses}
          disabled={disabled}
          onChange={(next) => form.setValue("usesKnowledge", next, { shouldDirty: true })}
        />
      </span>
      <p className="text-13 text-ink-2">{text.usesKnowledgeHint}</p>
    </div>
  );
}
