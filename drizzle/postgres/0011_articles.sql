-- Rolling deploys: safe. New columns have a default, and older builds do not look at the new table.
CREATE TABLE "article_version" (
	"org_id" text NOT NULL,
	"article_id" text NOT NULL,
	"no" bigint NOT NULL,
	"version" bigint NOT NULL,
	"why" text NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"language" text NOT NULL,
	"audience" text NOT NULL,
	"valid_until" bigint,
	"at" bigint NOT NULL,
	"member_id" text,
	CONSTRAINT "article_version_org_id_article_id_no_pk" PRIMARY KEY("org_id","article_id","no")
);
--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "language" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "audience" text DEFAULT 'customers' NOT NULL;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "valid_until" bigint;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "owner_id" text;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "source_kind" text DEFAULT 'written' NOT NULL;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "source_name" text;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "sample" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "version" bigint DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "created_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "changed_by" text;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "deleted_at" bigint;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "last_kept_no" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "last_kept_version" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "published_version" bigint;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "published_title" text;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "published_text" text;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "published_language" text;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "published_audience" text;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "published_until" bigint;--> statement-breakpoint
ALTER TABLE "article" ADD COLUMN "change_no" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "organization" ADD COLUMN "articles_no" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "article_version" ADD CONSTRAINT "article_version_article" FOREIGN KEY ("org_id","article_id") REFERENCES "public"."article"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_change" ON "article" USING btree ("org_id","change_no","id");--> statement-breakpoint
CREATE INDEX "article_shown" ON "article" USING btree ("org_id","updated_at","id") WHERE "article"."deleted_at" is null;--> statement-breakpoint
-- All articles so far came with the company, and none could be changed. They described this product; now they are samples.
UPDATE "article" SET "title" = 'Delivery times and costs', "text" = 'Orders placed before noon leave our workshop the same day, Monday to Friday.

- **Within the country** a parcel takes 2 to 3 working days and costs 4.50. From 40.00 on, delivery is free.
- **Abroad** it takes 5 to 8 working days and costs 12.00.

As soon as the parcel is on its way you get an email with a number to track it.', "language" = 'en' WHERE "title" = 'What Switchboard is';--> statement-breakpoint
UPDATE "article" SET "title" = 'Returns and refunds', "text" = 'You can return tea within 30 days, also an opened bag, if it is mostly unused. Write to us in this chat with the number of your order, and we send you a label for the way back.

The refund goes to the card you paid with, and takes up to 5 working days after the parcel has arrived.', "language" = 'en' WHERE "title" = 'Putting the chat on your website';--> statement-breakpoint
UPDATE "article" SET "title" = 'Changing or cancelling an order', "text" = 'An order can be changed or cancelled until it is packed, which is at noon on the day it leaves. Ask for a person in this chat, and have the number of the order at hand.

Once a parcel has left we cannot stop it, but you can send it back.', "language" = 'en' WHERE "title" = 'Switching between the chatbot and live agents';--> statement-breakpoint
UPDATE "article" SET "title" = 'Which teas we have', "text" = 'We sell three teas of whole leaves, each in a bag of 100 g:

- **Morning sencha** for 12.00: a green tea, grassy and bright.
- **Lantern oolong** for 14.00: toasted, with a peach at the end.
- **Evening rooibos** for 9.50: red and round, without caffeine.', "language" = 'en' WHERE "title" = 'Talking to a person';--> statement-breakpoint
UPDATE "article" SET "title" = 'How to brew our teas', "text" = 'Take fresh water, and a spoon of leaves for each cup.

- **Sencha**: water of 75 °C, 90 seconds.
- **Oolong**: water of 90 °C, 3 minutes. The leaves can be used three times.
- **Rooibos**: boiling water, 6 minutes. It never gets bitter.', "language" = 'en' WHERE "title" = 'Inviting team mates';--> statement-breakpoint
UPDATE "article" SET "title" = 'Keeping tea fresh', "text" = 'Keep tea in its closed bag, dark and dry, and away from coffee and spices. Sencha is best within 6 months, oolong and rooibos keep for 2 years. The date is printed on the bag.', "language" = 'en' WHERE "title" = 'How chats are shared out among agents';--> statement-breakpoint
UPDATE "article" SET "title" = 'Caffeine and allergies', "text" = 'Rooibos has no caffeine. Sencha has about 30 mg a cup, oolong about 40 mg, and coffee about 90 mg.

Our teas contain leaves and nothing else: no nuts, no gluten, no milk, no flavourings. They are packed in a room where no food is handled.', "language" = 'en' WHERE "title" = 'When a chat ends';--> statement-breakpoint
UPDATE "article" SET "title" = 'Gifts and gift cards', "text" = 'Any order can be wrapped as a gift for 3.00, with a card in your words and without prices in the parcel. Choose **This is a gift** at the checkout.

Gift cards for 20.00, 50.00 or 100.00 arrive by email at once and are valid for 3 years.', "language" = 'en' WHERE "title" = 'Connecting your own chatbot';--> statement-breakpoint
DELETE FROM "article" WHERE "title" = 'What agents see';--> statement-breakpoint
DELETE FROM "article" WHERE "title" = 'Privacy and where your data lives';--> statement-breakpoint
DELETE FROM "article" WHERE "title" = 'Installing and deploying Switchboard';--> statement-breakpoint
UPDATE "article" SET "sample" = true, "created_at" = "updated_at", "published_version" = 1, "published_title" = "title", "published_text" = "text", "published_language" = "language", "published_audience" = 'customers';
