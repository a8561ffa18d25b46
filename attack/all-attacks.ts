import type { Attack } from "./runner/attack.ts";
import { botAttack } from "./bot/bot-attack.ts";
import { canaryAttack } from "./canaries/canary-attack.ts";
import { egressAttack } from "./egress/egress-attack.ts";
import { floodAttack } from "./floods/flood-attack.ts";
import { headerAttack } from "./headers/header-attack.ts";
import { lostSecretAttack } from "./lost-secret/lost-secret-attack.ts";
import { setUpAttack } from "./set-up/set-up-attack.ts";
import { longChatAttack } from "./long-chat/long-chat-attack.ts";
import { XSS_ATTACKS } from "./xss/xss-attacks.ts";

/** All attacks, in the order in which they run. */
export const ATTACKS: readonly Attack[] = [
  headerAttack,
  canaryAttack,
  botAttack,
  floodAttack,
  longChatAttack,
  egressAttack,
  ...XSS_ATTACKS,
  setUpAttack,
  lostSecretAttack,
];
