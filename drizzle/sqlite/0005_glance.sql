-- Rolling deploys: safe. Older builds do not look at the new table.
CREATE TABLE `glance` (
	`org_id` text NOT NULL,
	`member_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`day` integer NOT NULL,
	`audit_no` integer NOT NULL,
	PRIMARY KEY(`org_id`, `member_id`, `customer_id`, `day`),
	FOREIGN KEY (`org_id`,`member_id`) REFERENCES `member`(`org_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`org_id`,`customer_id`) REFERENCES `customer`(`org_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `glance_of_customer` ON `glance` (`org_id`,`customer_id`);--> statement-breakpoint
CREATE INDEX `glance_noted` ON `glance` (`org_id`,`audit_no`);