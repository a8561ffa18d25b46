import { zodResolver } from "@hookform/resolvers/zod";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { Link, useSearchParams } from "wouter";
import { api } from "../../api/api-hooks.ts";
import { TextField } from "../../ui/form/text-field.tsx";
import { Door } from "./auth-card.tsx";
import { DoorForm } from "./auth-form.tsx";
import { enter } from "./sign-in.ts";
import { explain } from "./explain-refusal.ts";
import { setUpForm } from "./new-user-form-schema.ts";
import { NewcomerFields, type NewcomerValues } from "./new-user-fields.tsx";
import { words } from "./strings.ts";

/** The first page of a new Switchboard: one screen, four fields, and the inbox is open. */
export function SetUpPage() {
  const [search] = useSearchParams();
  const token = search.get("token") ?? "";
  const { data, error } = api.account.setUpState.useQuery({ token }, { enabled: token !== "" });
  if (token === "") return <DeadEnd why={words.setUp.noLink} />;
  if (error !== null) return <DeadEnd why={explain(error)} />;
  if (data === undefined) return null;
  return data.usable ? <SetUp token={token} /> : <DeadEnd why={words.refusals["setup-unknown"] ?? ""} />;
}

function DeadEnd({ why }: { why: string }) {
  return (
    <Door title={words.setUp.title} hint={why}>
      <Link href="/login" className="text-14 font-semibold text-accent-ink underline">
        {words.setUp.toSignIn}
      </Link>
    </Door>
  );
}

interface Values extends NewcomerValues {
  companyName: string;
}

function SetUp({ token }: { token: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const setUp = api.account.setUp.useMutation();
  const { register, handleSubmit, formState } = useForm<Values>({
    resolver: zodResolver(setUpForm),
    defaultValues: { companyName: "", name: "", email: "", password: "" },
  });
  const { errors, isSubmitting } = formState;

  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      await setUp.mutateAsync({ token, ...values });
    } catch (error) {
      return setProblem(explain(error));
    }
    setProblem((await enter(values.email, values.password)).problem);
  });

  return (
    <Door title={words.setUp.title} hint={words.setUp.hint}>
      <DoorForm
        button={words.setUp.button}
        busy={words.setUp.busy}
        isBusy={isSubmitting}
        problem={problem}
        onSubmit={(event) => void submit(event)}
      >
        <TextField
          label={words.companyName}
          autoComplete="organization"
          error={errors.companyName?.message ?? null}
          {...register("companyName")}
        />
        <NewcomerFields register={(name) => register(name)} errors={errors} />
      </DoorForm>
    </Door>
  );
}
