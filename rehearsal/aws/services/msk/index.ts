/** Managed Streaming for Apache Kafka. */
import type { AwsService } from "../../kind.ts";
import { getBootstrapBrokers, serverlessCluster } from "./serverlessCluster.ts";

export const msk: AwsService = { name: "msk", kinds: [serverlessCluster], functions: [getBootstrapBrokers] };
