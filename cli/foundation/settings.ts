/** What the foundation's commands need to know, from their options and the project's own files. */
import { refuse } from "@tidegate/faults";
import type { Fault } from "@tidegate/faults";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { recordOf } from "../trust/stated.ts";

export interface FoundationOptions {
  /** Folder of the project. Default: the checkout. */
  readonly project?: string;
  /** Folder for the state until there is a bucket. Default: `.foundation` in the project's folder. */
  readonly local?: string;
  /** The stack's configuration. Default: `Pulumi.<environment>.yaml` in the project's folder. */
  readonly configFile?: string;
}

export interface Settings {
  /** Absolute path. */
  readonly project: string;
  /** The project's name, which stands before its keys. */
  readonly name: string;
  /** The stack: `dev` or `prod`. */
  readonly environment: string;
  /** Absolute path. */
  readonly configFile: string;
  /** Absolute path. */
  readonly local: string;
  /** The bucket that keeps the states. */
  readonly bucket: string;
  readonly region: string;
}

export const CHECKOUT = resolve(import.meta.dirname, "..", "..");

/** @throws InvalidArguments with every fault; Error where a file is missing */
export async function readSettings(environment: string, options: FoundationOptions): Promise<Settings> {
  const project = resolve(options.project ?? CHECKOUT);
  const configFile = resolve(options.configFile ?? join(project, `Pulumi.${environment}.yaml`));
  const { name } = await documentIn(join(project, "Pulumi.yaml"));
  const config = recordOf((await documentIn(configFile))["config"]);
  const bucketKey = `${String(name)}:stateBucket`;
  const bucket = config[bucketKey];
  const region = config["aws:region"];
  const secrets = Object.entries(config).filter(([, value]) => "secure" in recordOf(value));
  const faults: Fault[] = [
    ...(isText(bucket) ? [] : [{ path: bucketKey, given: bucket, accepted: "the name of the bucket for states" }]),
    ...(isText(region) ? [] : [{ path: "aws:region", given: region, accepted: "the bucket's region" }]),
    // Its ciphertext would be the first run's, which no later one reads.
    ...secrets.map(([key]) => ({ path: key, given: "a secret", accepted: "a plain value: the foundation keeps none" })),
  ];
  refuse(configFile, faults);
  return {
    project,
    name: String(name),
    environment,
    configFile,
    local: resolve(options.local ?? join(project, ".foundation")),
    bucket: String(bucket),
    region: String(region),
  };
}

/** What `pulumi login` takes for the bucket. */
export function backendUrl({ bucket, region }: Pick<Settings, "bucket" | "region">): string {
  return `s3://${bucket}?region=${region}&awssdk=v2`;
}

/** The same for the local folder. Without metadata files: a killed engine can leave one that no engine reads. */
export function localUrl({ local }: Pick<Settings, "local">): string {
  return `file://${local}?metadata=skip`;
}

async function documentIn(file: string): Promise<Record<string, unknown>> {
  if (!existsSync(file)) throw new Error(`${file} is missing, so there is no foundation to speak of.`);
  const document: unknown = parse(await readFile(file, "utf8"));
  return recordOf(document);
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
