-- Rolling deploys: not safe. There was nothing before it.
CREATE TABLE `article` (
	`org_id` text NOT NULL,
	`id` text NOT NULL,
	`title` text NOT NULL,
	`text` text NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`org_id`, `id`),
	FOREIGN KEY (`org_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `audit` (
	`org_id` text NOT NULL,
	`no` integer NOT NULL,
	`at` integer NOT NULL,
	`member_id` text,
	`action` text NOT NULL,
	`detail` text NOT NULL,
	PRIMARY KEY(`org_id`, `no`),
	FOREIGN KEY (`org_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `chatted` (
	`org_id` text NOT NULL,
	`member_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`org_id`, `member_id`, `customer_id`),
	FOREIGN KEY (`org_id`,`member_id`) REFERENCES `member`(`org_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`org_id`,`customer_id`) REFERENCES `customer`(`org_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `chatted_newest` ON `chatted` (`org_id`,`member_id`,`last_at`,`customer_id`);--> statement-breakpoint
CREATE TABLE `credential` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`password` text,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `credential_by_user` ON `credential` (`user_id`);--> statement-breakpoint
CREATE TABLE `customer` (
	`org_id` text NOT NULL,
	`id` text NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`token_hash` text NOT NULL,
	`token_expires_at` integer NOT NULL,
	`last_member_id` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`org_id`, `id`),
	FOREIGN KEY (`org_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`org_id`,`last_member_id`) REFERENCES `member`(`org_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `customer_token` ON `customer` (`token_hash`);--> statement-breakpoint
CREATE TABLE `fact` (
	`org_id` text NOT NULL,
	`no` integer NOT NULL,
	`session_id` text,
	`session_no` integer,
	`fact` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`org_id`, `no`),
	FOREIGN KEY (`org_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`org_id`,`session_id`) REFERENCES `session`(`org_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `fact_of_session` ON `fact` (`org_id`,`session_id`,`session_no`);--> statement-breakpoint
CREATE TABLE `instance` (
	`id` text PRIMARY KEY NOT NULL,
	`started_at` integer NOT NULL,
	`seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `invitation` (
	`org_id` text NOT NULL,
	`id` text NOT NULL,
	`email` text,
	`role` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	PRIMARY KEY(`org_id`, `id`),
	FOREIGN KEY (`org_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitation_token` ON `invitation` (`token_hash`);--> statement-breakpoint
CREATE INDEX `invitation_open` ON `invitation` (`org_id`,`created_at`) WHERE "invitation"."used_at" is null;--> statement-breakpoint
CREATE TABLE `login` (
	`id` text PRIMARY KEY NOT NULL,
	`user_id` text NOT NULL,
	`token` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `login_token` ON `login` (`token`);--> statement-breakpoint
CREATE INDEX `login_by_user` ON `login` (`user_id`);--> statement-breakpoint
CREATE TABLE `member` (
	`org_id` text NOT NULL,
	`id` text NOT NULL,
	`user_id` text NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`role` text NOT NULL,
	`available` integer NOT NULL,
	`capacity` integer,
	`active` integer NOT NULL,
	`last_assigned_no` integer,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`org_id`, `id`),
	FOREIGN KEY (`org_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `member_once` ON `member` (`user_id`,`org_id`);--> statement-breakpoint
CREATE TABLE `message` (
	`org_id` text NOT NULL,
	`session_id` text NOT NULL,
	`no` integer NOT NULL,
	`id` text NOT NULL,
	`author_key` text NOT NULL,
	`client_id` text NOT NULL,
	`author` text NOT NULL,
	`text` text NOT NULL,
	`sent_at` integer NOT NULL,
	`sources` text NOT NULL,
	`stopped` integer NOT NULL,
	PRIMARY KEY(`org_id`, `session_id`, `no`),
	FOREIGN KEY (`org_id`,`session_id`) REFERENCES `session`(`org_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `message_once` ON `message` (`org_id`,`session_id`,`author_key`,`client_id`);--> statement-breakpoint
CREATE TABLE `organization` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`widget_key` text NOT NULL,
	`settings` text NOT NULL,
	`feed_no` integer DEFAULT 0 NOT NULL,
	`assign_no` integer DEFAULT 0 NOT NULL,
	`recorded_at` integer DEFAULT 0 NOT NULL,
	`sealed_token` text,
	`token_hint` text,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `organization_widget_key` ON `organization` (`widget_key`);--> statement-breakpoint
CREATE TABLE `presence` (
	`org_id` text NOT NULL,
	`member_id` text NOT NULL,
	`instance_id` text NOT NULL,
	`connected_at` integer NOT NULL,
	`gone_at` integer,
	PRIMARY KEY(`org_id`, `member_id`, `instance_id`),
	FOREIGN KEY (`org_id`,`member_id`) REFERENCES `member`(`org_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `presence_here` ON `presence` (`instance_id`) WHERE "presence"."gone_at" is null;--> statement-breakpoint
CREATE TABLE `read_mark` (
	`org_id` text NOT NULL,
	`session_id` text NOT NULL,
	`reader` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`org_id`, `session_id`, `reader`),
	FOREIGN KEY (`org_id`,`session_id`) REFERENCES `session`(`org_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `session` (
	`org_id` text NOT NULL,
	`id` text NOT NULL,
	`customer_id` text NOT NULL,
	`state` text NOT NULL,
	`last_no` integer NOT NULL,
	`holder_kind` text NOT NULL,
	`holder_member_id` text,
	`needs_person` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`queued_at` integer,
	`returned` integer NOT NULL,
	`routed_under` integer NOT NULL,
	`turn_instance_id` text,
	`unattended` integer NOT NULL,
	`last_at` integer NOT NULL,
	PRIMARY KEY(`org_id`, `id`),
	FOREIGN KEY (`org_id`,`customer_id`) REFERENCES `customer`(`org_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`org_id`,`holder_member_id`) REFERENCES `member`(`org_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_one_active` ON `session` (`org_id`,`customer_id`) WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `session_of_customer` ON `session` (`org_id`,`customer_id`,`opened_at`);--> statement-breakpoint
CREATE INDEX `session_due` ON `session` (`expires_at`) WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `session_held` ON `session` (`org_id`,`holder_kind`,`holder_member_id`) WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `session_line` ON `session` (`org_id`,`returned`,`queued_at`) WHERE "session"."queued_at" is not null;--> statement-breakpoint
CREATE INDEX `session_stale` ON `session` (`org_id`,`routed_under`) WHERE "session"."ended_at" is null;--> statement-breakpoint
CREATE INDEX `session_unattended` ON `session` (`org_id`,`last_at`) WHERE "session"."unattended";--> statement-breakpoint
CREATE INDEX `session_answering` ON `session` (`turn_instance_id`) WHERE "session"."turn_instance_id" is not null;--> statement-breakpoint
CREATE TABLE `setup_link` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`org_id` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	FOREIGN KEY (`org_id`) REFERENCES `organization`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `users` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_email` ON `users` (`email`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_by_identifier` ON `verification` (`identifier`);