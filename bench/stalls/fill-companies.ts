import type { Company, OpenedChat } from "./companies.ts";
import { type BulkDatabase, COPY_NO } from "../../test/bulk-load/bulk-database.ts";
import { copyChat, growChat } from "../../test/bulk-load/copy-chats.ts";
import { copyCompany } from "../../test/bulk-load/copy-company.ts";
import type { StallPlan } from "./stall-plan.ts";

/** The companies beside that of the probe. */
export interface StallCompanies {
  /** The company with all the customers. */
  large: Company;
  /** As large, to be erased. */
  leaving: Company;
  /** Its chatbot answers from many articles. */
  wellRead: Company;
}

/** The chats that were opened through the public API, and are copied or grown. */
export interface StallChats {
  /** The ended chat of which all customers get a copy. */
  template: OpenedChat;
  longChat: OpenedChat;
  /** As long as the long chat, each for one erasure. */
  toErase: readonly OpenedChat[];
  queued: OpenedChat;
  /** A chat with the chatbot of the company with many articles. */
  withBot: OpenedChat;
}

/** Fills the companies of a stopped server. */
export async function fillCompanies(
  database: BulkDatabase,
  plan: StallPlan,
  { large, leaving, wellRead }: StallCompanies,
  { template, longChat, toErase, queued }: StallChats,
): Promise<void> {
  await copyChat(database, template, plan.customers);
  await growChat(database, longChat, plan.longChat);
  await copyCompany(database, large, leaving);
  await copyChat(database, queued, plan.queued);
  for (const chat of toErase) await growChat(database, chat, plan.longChat);

  const articles = await database.read("select * from article where org_id = ?", [wellRead.orgId]);
  const rows = articles.map((article) => ({ ...article, id: `${String(article["id"])}-${COPY_NO}` }));
  await database.insertCopies({ table: "article", rows, count: plan.articleCopies });
}
