import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { PASSWORD_MIN_LENGTH } from "#domain/security/password-rule.ts";
import { api } from "../../../api/api-hooks.ts";
import { explainCallFailure } from "../../../api/explain-call-failure.ts";
import { useMe } from "../../../live/me-context.ts";
import { Button } from "../../../ui/button/button.tsx";
import { TextField } from "../../../ui/form/text-field.tsx";
import { passwordFormSchema, type PasswordFormValues } from "./password-form-schema.ts";
import { strings } from "../strings.ts";

const text = strings.password;
const EMPTY: PasswordFormValues = { current: "", next: "" };

/** Changes the member's own password. */
export function PasswordPage() {
  const { form, change, problem, isChanged } = usePasswordForm();
  const { errors, isSubmitting } = form.formState;
  const note = problem ?? (isChanged ? text.changed : null);
  return (
    <form noValidate className="grid max-w-96 gap-5" onSubmit={(event) => void change(event)}>
      <TextField
        label={text.current}
        type="password"
        autoComplete="current-password"
        error={errors.current?.message ?? null}
        {...form.register("current")}
      />
      <TextField
        label={text.next}
        type="password"
        autoComplete="new-password"
        hint={text.nextHint(PASSWORD_MIN_LENGTH)}
        error={errors.next?.message ?? null}
        {...form.register("next")}
      />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="primary" aria-disabled={isSubmitting}>
          {isSubmitting ? text.changing : text.change}
        </Button>
        <output className={`text-14 ${problem === null ? "text-ink-2" : "text-danger"}`}>{note}</output>
      </div>
    </form>
  );
}

function usePasswordForm() {
  const { member, companyName } = useMe();
  const changePassword = api.account.changePassword.useMutation();
  const [problem, setProblem] = useState<string | null>(null);
  const [isChanged, setChanged] = useState(false);
  const form = useForm<PasswordFormValues>({
    resolver: zodResolver(passwordFormSchema([member.name, member.email, companyName])),
    defaultValues: EMPTY,
  });
  const change = form.handleSubmit(async (typed) => {
    setProblem(null);
    setChanged(false);
    try {
      await changePassword.mutateAsync(typed);
    } catch (error) {
      return setProblem(explainCallFailure(error, text));
    }
    setChanged(true);
    form.reset(EMPTY);
  });
  return { form, change, problem, isChanged };
}
