export * from "./kafka.ts";
export * from "./kafkaStatements.ts";
export * from "./postgres.ts";
export * from "./postgresFaults.ts";
export * from "./queue.ts";
export * from "./secret.ts";
export * from "./table.ts";
export * from "./tableKeys.ts";
export { KAFKA_IAM_PORT } from "./defaults.ts";
