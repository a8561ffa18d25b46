-- Rolling deploys: safe. Older builds leave the new columns as they are, and do not look at the new table.
CREATE TABLE `absence` (
	`org_id` text NOT NULL,
	`session_id` text NOT NULL,
	`due_at` integer NOT NULL,
	PRIMARY KEY(`org_id`, `session_id`),
	FOREIGN KEY (`org_id`,`session_id`) REFERENCES `session`(`org_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `instance` ADD `sees_customers` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `session` ADD `customer_left_at` integer;