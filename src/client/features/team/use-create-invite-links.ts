import { useState } from "react";
import type { Role } from "#domain/model/member.ts";
import { api } from "../../api/api-hooks.ts";
import { copyToClipboard } from "../../ui/copy-to-clipboard.ts";
import { explainCallFailure } from "../../api/explain-call-failure.ts";
import { strings } from "./strings.ts";

/** A created link, or why it could not be created. */
export type CreatedLink = { email: string | null } & ({ link: string } | { problem: string });

/** Creates one link per address, or one link for anybody, and copies the links to the clipboard. */
export function useCreateInviteLinks() {
  const utils = api.useUtils();
  const { mutateAsync } = api.team.invite.useMutation();
  const [created, setCreated] = useState<readonly CreatedLink[] | null>(null);
  const [isCopied, setCopied] = useState(false);
  const [isBusy, setBusy] = useState(false);

  async function create(emails: readonly (string | null)[], role: Role) {
    setBusy(true);
    const results: CreatedLink[] = [];
    for (const email of emails) {
      results.push(
        await mutateAsync({ email, role }).then(
          ({ link }) => ({ email, link }),
          (error: unknown) => ({ email, problem: explainCallFailure(error, strings) }),
        ),
      );
    }
    setCopied(await copyToClipboard(textOf(results)));
    setCreated(results);
    setBusy(false);
    await utils.team.get.invalidate();
  }

  return { created, isCopied, isBusy, create };
}

/** Formats the links: a single one as it is, several with their addresses, one per line. */
function textOf(created: readonly CreatedLink[]): string {
  const links = created.flatMap((one) => ("link" in one ? [one] : []));
  if (links.length === 1) return links[0]?.link ?? "";
  return links.map(({ email, link }) => `${email ?? ""} ${link}`).join("\n");
}
