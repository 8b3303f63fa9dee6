/** The numbers of an installation, and what has to fit together among them. */

/** Copies of the server. One more than is needed, in the other zone, is always there. */
export const COPIES = { least: 2, most: 6 };
/** Of a copy: units of a processor (1024 are one), MiB, and GiB where uploads are spooled. */
export const COPY = { processor: 4096, memory: 8192, scratch: 60 };
/** What a job beside the server gets. */
export const JOB = { processor: 1024, memory: 4096, scratch: 60 };

/** Connections to PostgreSQL: `--pool-connections` of a copy and of a job. */
export const POOL = { copy: 16, job: 4 };
/** Beside its pool a process has one connection that listens, and while it starts one that brings up the schema. */
export const BESIDE_POOL = 2;
/** How many jobs run at a time: the backup, the comparison, and the first account. */
export const JOBS_AT_ONCE = 3;
/** Copies during an update, in per cent of those before it: each is replaced by another that starts first. */
export const DURING_UPDATE = 200;
/** What PostgreSQL keeps for its superuser (3), RDS for itself (2), and we for a person with psql (5). */
export const RESERVED_CONNECTIONS = 10;
/** What the database allows. PostgreSQL takes some 10 MB for one, so that it stays well below the least class. */
export const MOST_CONNECTIONS = 300;

/** The most connections that there can be at a time, on the busiest day during an update. */
export function connectionsAtMost(): number {
  const copies = Math.ceil((COPIES.most * DURING_UPDATE) / 100);
  return copies * (POOL.copy + BESIDE_POOL) + JOBS_AT_ONCE * (POOL.job + BESIDE_POOL) + RESERVED_CONNECTIONS;
}

/** The port of a copy; TLS ends at the balancer. */
export const PORT = 8080;
/** Seconds after which the balancer ends a silent connection: above the ping of the socket, so that a watching client
 * stays, and below the time for which the server keeps one, so that the balancer never sends into a closed one. */
export const IDLE_SECONDS = 60;
/** Seconds that a copy has for what it is doing, when it is to stop. Fargate allows 120. */
export const STOP_SECONDS = 110;

/** Requests a second of one address, as the program allows them by itself (`--rate-limit`). */
export const RATE_LIMIT = 500;
/** Requests of one address in five minutes, above which the firewall answers in the program's place. A centre is one
 * address; the program's own limit, which tells a client when to come again, has to come first. */
export const FIREWALL_RATE = { requests: RATE_LIMIT * 300 * 2, seconds: 300 };

/** Faces of queues that a copy may have before it: it scores one at a time, so these are a few minutes. */
export const FACES_A_COPY = 200;
/** Per cent of the processors. */
export const PROCESSOR_TARGET = 60;

/** The folder in the bucket: what `--blobs s3://BUCKET/PREFIX` calls the prefix. */
export const PREFIX = "main";
/** Days for which backups of every kind are kept; after an erasure it takes so long until they are gone, too. */
export const BACKUP_DAYS = 35;
/** Days for which a removed or replaced version of a file is kept, as `mpa aws init` sets it. */
export const REMOVED_DAYS = 30;
/** Days after which parts of an upload that was never ended go. */
export const UNFINISHED_DAYS = 7;
/** Days for which logs are kept. */
export const LOG_DAYS = 400;
