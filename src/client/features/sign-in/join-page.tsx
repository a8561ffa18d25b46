import { zodResolver } from "@hookform/resolvers/zod";
import { useMemo, useState } from "react";
import { useForm } from "react-hook-form";
import { Link } from "wouter";
import { api } from "../../api/api-hooks.ts";
import type { AppRouter } from "#server/api/router.ts";
import type { inferRouterOutputs } from "@trpc/server";
import { Door } from "./auth-card.tsx";
import { DoorForm } from "./auth-form.tsx";
import { enter } from "./sign-in.ts";
import { explain } from "./explain-refusal.ts";
import { joinForm } from "./new-user-form-schema.ts";
import { NewcomerFields, type NewcomerValues } from "./new-user-fields.tsx";
import { words } from "./strings.ts";

type Invitation = inferRouterOutputs<AppRouter>["account"]["invitation"];

/** Where an invitation leads: name and password, and the inbox is open. */
export function JoinPage({ token }: { token: string }) {
  const { data, error } = api.account.invitation.useQuery({ token });
  if (error !== null)
    return (
      <Door title={words.join.button} hint={explain(error)}>
        <Link href="/login" className="text-14 font-semibold text-accent-ink underline">
          {words.setUp.toSignIn}
        </Link>
      </Door>
    );
  return data === undefined ? null : <Join token={token} invitation={data} />;
}

function Join({ token, invitation }: { token: string; invitation: Invitation }) {
  const { companyName, invitedBy, email, role } = invitation;
  const [problem, setProblem] = useState<string | null>(null);
  const join = api.account.join.useMutation();
  const resolver = useMemo(() => zodResolver(joinForm(companyName)), [companyName]);
  const { register, handleSubmit, formState } = useForm<NewcomerValues>({
    resolver,
    defaultValues: { name: "", email: email ?? "", password: "" },
  });

  const submit = handleSubmit(async (values) => {
    setProblem(null);
    try {
      await join.mutateAsync({ token, ...values });
    } catch (error) {
      return setProblem(explain(error));
    }
    setProblem((await enter(values.email, values.password)).problem);
  });

  return (
    <Door title={words.join.title(companyName)} hint={words.join.invited(invitedBy, role)}>
      <DoorForm
        button={words.join.button}
        busy={words.join.busy}
        isBusy={formState.isSubmitting}
        problem={problem}
        onSubmit={(event) => void submit(event)}
      >
        <NewcomerFields
          register={(name) => register(name)}
          errors={formState.errors}
          isEmailFixed={email !== null}
        />
      </DoorForm>
    </Door>
  );
}
