/** The API and the workers, out of the stack's configuration. */
import { fargateServiceFaults, imageSetting, labelled } from "@tidegate/aws";
import type { FargateServiceArgs, ImageSetting, Scaling } from "@tidegate/aws";
import type { ConfigReader } from "@tidegate/faults";

/** What a service is, apart from what the program makes for it. */
export type ServiceSettings = ImageSetting &
  Pick<FargateServiceArgs, "serviceName" | "family" | "cpu" | "memory" | "logRetentionDays"> & {
    readonly container: FargateServiceArgs["container"];
  };

export interface ApiSettings extends ServiceSettings {
  readonly port: number;
  readonly healthPath: string;
  readonly scaling: Scaling;
}

export interface WorkerSettings extends ServiceSettings {
  /** Without the queue, which the program makes. */
  readonly scaling: { readonly min: number; readonly max: number; readonly messagesPerTask: number };
}

export function apiSettings(reader: ConfigReader, prefix: string): ApiSettings {
  const image = imageSetting(reader, { digest: "apiImageDigest", tag: "apiImageTag" });
  const port = reader.number("apiPort");
  const settings: ApiSettings = {
    ...image,
    serviceName: "api-service",
    family: `${prefix}-api`,
    cpu: reader.number("apiCpu"),
    memory: reader.number("apiMemory"),
    logRetentionDays: reader.number("logRetentionDays"),
    port,
    healthPath: reader.text("apiHealthPath"),
    container: { name: "api", port },
    scaling: {
      kind: "cpu",
      min: reader.number("apiMin"),
      max: reader.number("apiMax"),
      targetPercent: reader.number("apiCpuPercent"),
    },
  };
  const keys = { cpu: "apiCpu", memory: "apiMemory", min: "apiMin", max: "apiMax", targetPercent: "apiCpuPercent" };
  const imageKey = image.image.kind === "pinned" ? "apiImageDigest" : "apiImageTag";
  const label = labelled(reader, { ...keys, port: "apiPort", family: "prefix", image: imageKey });
  reader.add(...fargateServiceFaults({ ...settings, reached: "load-balancer" }, label));
  return settings;
}

export function workerSettings(reader: ConfigReader, prefix: string): WorkerSettings {
  const image = imageSetting(reader, { digest: "workerImageDigest", tag: "workerImageTag" });
  const settings: WorkerSettings = {
    ...image,
    serviceName: "worker-service",
    family: `${prefix}-worker`,
    cpu: reader.number("workerCpu"),
    memory: reader.number("workerMemory"),
    logRetentionDays: reader.number("logRetentionDays"),
    container: { name: "worker" },
    scaling: {
      min: reader.number("workerMin"),
      max: reader.number("workerMax"),
      messagesPerTask: reader.number("messagesPerWorker"),
    },
  };
  const keys = { cpu: "workerCpu", memory: "workerMemory", min: "workerMin", max: "workerMax" };
  const imageKey = image.image.kind === "pinned" ? "workerImageDigest" : "workerImageTag";
  const label = labelled(reader, { ...keys, messagesPerTask: "messagesPerWorker", family: "prefix", image: imageKey });
  const scaling = { kind: "queue", queueName: "the queue that the program makes", ...settings.scaling } as const;
  reader.add(...fargateServiceFaults({ ...settings, scaling, reached: "nobody" }, label));
  return settings;
}
