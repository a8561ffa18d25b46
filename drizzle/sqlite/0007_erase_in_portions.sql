-- Rolling deploys: safe. Older builds ask neither for the new table nor for the foreign key.
CREATE TABLE `erased_session` (
	`org_id` text NOT NULL,
	`session_id` text NOT NULL,
	PRIMARY KEY(`org_id`, `session_id`),
	FOREIGN KEY (`org_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_fact` (
	`org_id` text NOT NULL,
	`no` integer NOT NULL,
	`session_id` text,
	`session_no` integer,
	`author_key` text,
	`client_id` text,
	`fact` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`org_id`, `no`),
	FOREIGN KEY (`org_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
INSERT INTO `__new_fact`("org_id", "no", "session_id", "session_no", "author_key", "client_id", "fact", "at") SELECT "org_id", "no", "session_id", "session_no", "author_key", "client_id", "fact", "at" FROM `fact`;--> statement-breakpoint
DROP TABLE `fact`;--> statement-breakpoint
ALTER TABLE `__new_fact` RENAME TO `fact`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE UNIQUE INDEX `fact_of_session` ON `fact` (`org_id`,`session_id`,`session_no`);--> statement-breakpoint
CREATE UNIQUE INDEX `fact_once` ON `fact` (`org_id`,`client_id`,`session_id`,`author_key`) WHERE "fact"."client_id" is not null;--> statement-breakpoint
CREATE INDEX `chatted_of_customer` ON `chatted` (`org_id`,`customer_id`);