import { audited, decided, refused, type Decision } from "../model/decision.ts";
import type { MemberId } from "../model/ids.ts";
import type { Scene } from "../model/scene.ts";
import type { Settings } from "../model/settings.ts";

/** Whom a name would pretend to be. */
type Pretence = "name-of-company" | "name-of-chatbot";

/** Letters of other scripts that look like Latin ones, after lower-casing (Unicode TR39, the letters of names). */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  [
    "аa вb еe ёe кk мm нh оo рp сc тt уy хx іi їi јj ѕs ԁd ԛq ԝw һh ӏl үy",
    "αa βb εe ηn ιi κk μm νv οo ρp τt υu χx ıi łl øo 0o 1l |l",
  ]
    .flatMap((pairs) => pairs.split(" "))
    .map(([sign = "", latin = ""]) => [sign, latin]),
);

/** What the widget calls the chatbot when nobody has named it. */
const CHATBOT_WORDS: readonly string[] = ["chatbot", "bot", "chat bot"];

/**
 * Whom customers would take a member of this name for: the company or its chatbot. Names are compared as they look:
 * without case, accents, spaces and signs.
 */
export function pretenceOf(name: string, { widget, chatbot }: Settings): Pretence | null {
  const looks = appearanceOf(name);
  if ([chatbot.name, ...CHATBOT_WORDS].some((taken) => appearanceOf(taken) === looks))
    return "name-of-chatbot";
  return appearanceOf(widget.companyName) === looks ? "name-of-company" : null;
}

/**
 * Changes the name customers read of a member; `null` for the name that colleagues read. What is recorded keeps the name
 * it was recorded under. Refuses `member-unknown`, `name-of-company` and `name-of-chatbot`.
 */
export function decidePublicName(
  scene: Scene,
  { id, by }: { id: MemberId; by: MemberId },
  publicName: string | null,
): Decision<null> {
  const member = scene.roster().find(({ memberId }) => memberId === id);
  if (member === undefined) return refused("member-unknown", null);
  // Their own name stays theirs, even in a company that bears it.
  const kept = publicName === member.name ? null : publicName;
  const pretence = kept === null ? null : pretenceOf(kept, scene.settings);
  if (pretence !== null) return refused(pretence, null);
  if (kept === member.publicName) return decided([], null);
  const changes = { members: [{ id, publicName: kept }] };
  const decision = decided([{ kind: "members-changed", at: scene.now }], null, changes);
  return audited(decision, by, "public-name-changed", { id });
}

function appearanceOf(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}|]/gu, "");
  // Nothing but signs: they are all there is to compare.
  if (plain === "") return name;
  return Array.from(plain, (sign) => LOOKALIKES.get(sign) ?? sign).join("");
}
