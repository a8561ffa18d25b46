import { useState } from "react";
import { deviceNameOf } from "#domain/security/device-name.ts";
import { api } from "../../api/api-hooks.ts";
import { serverNow } from "../../live/server-clock.ts";
import { Button } from "../../ui/button/button.tsx";
import { ChangeResult } from "../../ui/form/change-result.tsx";
import { LinkButton } from "../../ui/button/link-button.tsx";
import { clockTime, dayName } from "../../ui/text/format-time.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { strings } from "./strings.ts";
import type { LoginView } from "#domain/views/account-view.ts";

const text = strings.logins;

/** The devices where a member is signed in, each with a button to sign it out. */
export function SignedInDevices({ logins }: { logins: readonly LoginView[] }) {
  const { note, end, endOthers } = useEndLogins();
  return (
    <section className="grid gap-3">
      <h2 className="text-16 font-semibold">{text.title}</h2>
      <p className="text-14 text-ink-2">{text.about}</p>
      <ul aria-label={text.title} className="border-t border-line">
        {logins.map((login) => (
          <Row key={login.id} login={login} onEnd={() => end(login.id)} />
        ))}
      </ul>
      {logins.length > 1 && (
        <Button className="justify-self-start" onClick={endOthers}>
          {text.endOthers}
        </Button>
      )}
      <ChangeResult text={note?.text ?? null} isFailure={note?.isFailure ?? false} />
    </section>
  );
}

function Row({ login, onEnd }: { login: LoginView; onEnd: () => void }) {
  const device = deviceOf(login.userAgent);
  const since = when(login.signedInAt);
  return (
    <li className="flex items-center justify-between gap-4 border-b border-line py-2">
      <div className="min-w-0">
        <p className="text-14 font-semibold">{device}</p>
        <p className="text-13 text-ink-2">{`${text.since(since)} · ${text.used(when(login.usedAt))}`}</p>
      </div>
      {login.isThis ? (
        <span className="shrink-0 text-13 text-ink-2">{text.here}</span>
      ) : (
        <LinkButton className="shrink-0" aria-label={text.endThat(device, since)} onClick={onEnd}>
          {text.end}
        </LinkButton>
      )}
    </li>
  );
}

function useEndLogins() {
  const utils = api.useUtils();
  const endOne = api.account.endLogin.useMutation();
  const endRest = api.account.endOtherLogins.useMutation();
  const [note, setNote] = useState<{ text: string; isFailure: boolean } | null>(null);

  async function report(work: Promise<unknown>, done: string) {
    setNote(null);
    await work.then(
      () => setNote({ text: done, isFailure: false }),
      (error: unknown) => setNote({ text: explainCallFailure(error, strings), isFailure: true }),
    );
    await utils.account.logins.invalidate();
  }

  return {
    note,
    end: (loginId: string) => void report(endOne.mutateAsync({ loginId }), text.ended),
    endOthers: () => void report(endRest.mutateAsync(), text.othersEnded),
  };
}

function deviceOf(userAgent: string): string {
  const { browser, system } = deviceNameOf(userAgent);
  return text.on(browser ?? text.unknownBrowser, system ?? text.unknownSystem);
}

function when(at: number): string {
  return `${dayName(at, serverNow())}, ${clockTime(at)}`;
}
