/** One operation of an AWS service's API, as AWS's own clients call it. Few are there: those that runbooks use. */
import { isRecord } from "../../oci/facts/conform.ts";
import type { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import type { Request } from "../steady/permissions.ts";

export type Input = Readonly<Record<string, unknown>>;

export interface Operation {
  /** What the service calls it: `DescribeServices`. */
  readonly name: string;
  /** What a role has to be allowed for it, by the names that the input gives; whether those exist comes later. */
  needs(input: Input, cloud: Cloud): readonly Request[];
  /** @throws AwsError */
  run(input: Input, cloud: Cloud): Record<string, unknown>;
}

/** A service that takes its operations by name: POST / with the header X-Amz-Target. */
export interface JsonService {
  /** Before the operation's name in that header: `AmazonEC2ContainerServiceV20141113`. */
  readonly target: string;
  /** `1.0` or `1.1`. */
  readonly version: string;
  readonly operations: readonly Operation[];
}

/** A service whose operations are paths: GET /v2/vpclinks/{VpcLinkId}. */
export interface RestOperation extends Operation {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
}

/** A text that has to be there. @throws AwsError */
export function needText(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === "string" && value !== "") return value;
  throw new AwsError("ValidationException", `${name} is required.`);
}

export function optionalText(input: Input, name: string): string | undefined {
  const value = input[name];
  return typeof value === "string" ? value : undefined;
}

/** A list of texts; empty where there is none. */
export function textList(input: Input, name: string): string[] {
  const value = input[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

export function asInput(value: unknown): Input {
  return isRecord(value) ? value : {};
}

/** Seconds since the epoch, as AWS's JSON protocols write a moment. */
export const epochSeconds = (milliseconds: number): number => milliseconds / 1000;
