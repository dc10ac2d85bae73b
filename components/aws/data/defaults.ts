/** The values that data stores use where an argument is left out. */

/** Days that a queue keeps a message that nobody takes. SQS's own default. */
export const RETENTION_DAYS = 4;

/** Days that a dead-letter queue keeps a message: the longest that SQS knows. */
export const DEAD_LETTER_DAYS = 14;

/** Waiting messages that are too many. */
export const DEPTH_ALARM = 1000;

/** Seconds that the oldest message may wait. */
export const AGE_ALARM_SECONDS = 3600;

/** Seconds that a receive call waits for a message: the longest, so that an idle consumer asks seldom and costs little. */
export const LONG_POLL_SECONDS = 20;

/** Days that point-in-time recovery of a table reaches back: the longest that DynamoDB knows. */
export const RECOVERY_DAYS = 35;

/** What a secret holds until someone puts the value in. */
export const PLACEHOLDER = "CHANGEME";

/** Days that a deleted secret can be brought back. */
export const SECRET_RECOVERY_DAYS = 30;

/** The database's first user. AWS makes and turns its password. */
export const DATABASE_USER = "postgres";

/** Days that performance data are kept: the longest that is free of charge. */
export const PERFORMANCE_DAYS = 7;

/** Queries that take this many milliseconds are written to the database's log. */
export const SLOW_QUERY_MS = 1000;

/** Days that the database's log groups keep an entry. */
export const DATABASE_LOG_DAYS = 30;

/** The port on which MSK Serverless takes clients that sign in with IAM. */
export const KAFKA_IAM_PORT = 9098;
