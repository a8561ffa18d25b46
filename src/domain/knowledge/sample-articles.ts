import type { Instant } from "../model/instant.ts";
import type { Article } from "../model/article.ts";
import type { ArticleDraft } from "./seed-articles.ts";

/**
 * The articles of a new company. They are about the shop of the demo page, and the chatbot answers from them only there,
 * and only until the company has published an article of its own.
 */
export const SAMPLE_ARTICLES: readonly ArticleDraft[] = [
  {
    title: "Delivery times and costs",
    text: `Orders placed before noon leave our workshop the same day, Monday to Friday.

- **Within the country** a parcel takes 2 to 3 working days and costs 4.50. From 40.00 on, delivery is free.
- **Abroad** it takes 5 to 8 working days and costs 12.00.

As soon as the parcel is on its way you get an email with a number to track it.`,
  },
  {
    title: "Returns and refunds",
    text: `You can return tea within 30 days, also an opened bag, if it is mostly unused. Write to us in this chat with the number of your order, and we send you a label for the way back.

The refund goes to the card you paid with, and takes up to 5 working days after the parcel has arrived.`,
  },
  {
    title: "Changing or cancelling an order",
    text: `An order can be changed or cancelled until it is packed, which is at noon on the day it leaves. Ask for a person in this chat, and have the number of the order at hand.

Once a parcel has left we cannot stop it, but you can send it back.`,
  },
  {
    title: "Which teas we have",
    text: `We sell three teas of whole leaves, each in a bag of 100 g:

- **Morning sencha** for 12.00: a green tea, grassy and bright.
- **Lantern oolong** for 14.00: toasted, with a peach at the end.
- **Evening rooibos** for 9.50: red and round, without caffeine.`,
  },
  {
    title: "How to brew our teas",
    text: `Take fresh water, and a spoon of leaves for each cup.

- **Sencha**: water of 75 °C, 90 seconds.
- **Oolong**: water of 90 °C, 3 minutes. The leaves can be used three times.
- **Rooibos**: boiling water, 6 minutes. It never gets bitter.`,
  },
  {
    title: "Keeping tea fresh",
    text: `Keep tea in its closed bag, dark and dry, and away from coffee and spices. Sencha is best within 6 months, oolong and rooibos keep for 2 years. The date is printed on the bag.`,
  },
  {
    title: "Caffeine and allergies",
    text: `Rooibos has no caffeine. Sencha has about 30 mg a cup, oolong about 40 mg, and coffee about 90 mg.

Our teas contain leaves and nothing else: no nuts, no gluten, no milk, no flavourings. They are packed in a room where no food is handled.`,
  },
  {
    title: "Gifts and gift cards",
    text: `Any order can be wrapped as a gift for 3.00, with a card in your words and without prices in the parcel. Choose **This is a gift** at the checkout.

Gift cards for 20.00, 50.00 or 100.00 arrive by email at once and are valid for 3 years.`,
  },
];

/** The samples as published articles of a new company. */
export function sampleArticles(newId: () => string, at: Instant): Article[] {
  return SAMPLE_ARTICLES.map((draft) => {
    const content = { ...draft, language: "en", audience: "customers", validUntil: null } as const;
    return {
      ...content,
      id: `art_${newId()}`,
      ownerId: null,
      source: { kind: "written" },
      isSample: true,
      version: 1,
      published: { ...content, version: 1 },
      createdAt: at,
      changedAt: at,
      changedBy: null,
      deletedAt: null,
      lastKeptNo: 0,
      lastKeptVersion: 0,
    };
  });
}
