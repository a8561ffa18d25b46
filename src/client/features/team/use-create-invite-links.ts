import { useState } from "react";
import type { Role } from "#domain/model/member.ts";
import { api } from "../../api/api-hooks.ts";
import { copyToClipboard } from "../../ui/copy-to-clipboard.ts";
import { explainRefusal } from "../../api/explain-refusal.ts";
import { strings } from "./strings.ts";

/** A link that was made, or why it was not. */
export type CreatedLink = { email: string | null } & ({ link: string } | { problem: string });

/** Makes one link for each address (or one for anybody), and puts them on the clipboard. */
export function useCreateInviteLinks() {
  const utils = api.useUtils();
  const { mutateAsync } = api.team.invite.useMutation();
  const [made, setMade] = useState<readonly CreatedLink[] | null>(null);
  const [isCopied, setCopied] = useState(false);
  const [isBusy, setBusy] = useState(false);

  async function make(emails: readonly (string | null)[], role: Role) {
    setBusy(true);
    const done: CreatedLink[] = [];
    for (const email of emails) {
      done.push(
        await mutateAsync({ email, role }).then(
          ({ link }) => ({ email, link }),
          (error: unknown) => ({ email, problem: explainRefusal(error, strings) }),
        ),
      );
    }
    setCopied(await copyToClipboard(textOf(done)));
    setMade(done);
    setBusy(false);
    await utils.team.get.invalidate();
  }

  return { made, isCopied, isBusy, make };
}

/** One link alone as it is; several with their addresses, line by line. */
function textOf(made: readonly CreatedLink[]): string {
  const links = made.flatMap((one) => ("link" in one ? [one] : []));
  if (links.length === 1) return links[0]?.link ?? "";
  return links.map(({ email, link }) => `${email ?? ""} ${link}`).join("\n");
}
