/** An IAM role that a component makes, unless the program brings one or wants none. */
import { createHash } from "node:crypto";
import type { Arguments } from "../construction/arguments.ts";
import type { Component, Resource } from "../construction/component.ts";
import { refuseTogether } from "../construction/arguments.ts";
import type { Input, Inputs, Output } from "../construction/output.ts";

export interface RoleDefaults {
  readonly assumeRolePolicy: string;
  readonly policyArns: readonly string[];
  readonly inlinePolicies?: Input;
}

export interface Role {
  /** The role made; undefined where the program brings one. */
  readonly role?: Resource;
  readonly arn?: Output | undefined;
}

/** @throws Error when a role is both brought and described */
export function makeRole(
  component: Component,
  name: string,
  given: Arguments | undefined,
  defaults: RoleDefaults,
  parent: Resource,
): Role {
  if (given !== undefined) refuseTogether(given, "roleArn", "args");
  if (given?.values["skip"] === true) return {};
  if (given?.has("roleArn") === true) return { arn: given.get("roleArn") };
  const args = given?.inner("args");
  const { policyArns, ...own } = defaults;
  const inputs: Inputs = { ...own, ...args?.rest("policyArns") };
  const role = component.child("aws:iam/role:Role", name, inputs, { parent });
  for (const policyArn of arnsOf(args) ?? policyArns) {
    const attachment = { role: role.output("name"), policyArn };
    const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
    component.child(type, `${name}-${shortHash(policyArn)}`, attachment, { parent });
  }
  return { role, arn: role.output("arn") };
}

/** Eight hexadecimal digits, which names of awsx's end with. */
export const shortHash = (text: string): string => createHash("sha1").update(text).digest("hex").slice(0, 8);

export function trustOf(service: string, sid: string): string {
  const Statement = [{ Action: "sts:AssumeRole", Principal: { Service: service }, Effect: "Allow", Sid: sid }];
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

function arnsOf(args: Arguments | undefined): string[] | undefined {
  const arns = args?.values["policyArns"];
  return Array.isArray(arns) ? arns.filter((arn) => typeof arn === "string") : undefined;
}
