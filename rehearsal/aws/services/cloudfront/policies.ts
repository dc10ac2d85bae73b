/**
 * The policies that CloudFront brings, by their fixed ids, and those that a program makes.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { matches } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { FunctionKind, Kind } from "../../kind.ts";
import { textAt } from "../../kind.ts";
import { objectAt, objectsAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";

/** One of the three kinds of policies. */
export interface PolicyKind {
  readonly type: string;
  /** Of the provider's function that looks one up. */
  readonly lookup: string;
  /** What a cache behaviour names it by. */
  readonly property: string;
  /** As the error codes call it: `NoSuchCachePolicy`. */
  readonly noun: string;
  readonly arnKind: string;
  /** AWS's own: id by name. */
  readonly managed: Readonly<Record<string, string>>;
}

export const POLICIES: readonly PolicyKind[] = [
  {
    type: "aws:cloudfront/cachePolicy:CachePolicy",
    lookup: "getCachePolicy",
    property: "cachePolicyId",
    noun: "CachePolicy",
    arnKind: "cache-policy",
    managed: {
      "Managed-Amplify": "2e54312d-136d-493c-8eb9-b001f22f67d2",
      "Managed-CachingDisabled": "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
      "Managed-CachingOptimized": "658327ea-f89d-4fab-a63d-7e88639e58f6",
      "Managed-CachingOptimizedForUncompressedObjects": "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
      "Managed-Elemental-MediaPackage": "08627262-05a9-4f76-9ded-b50ca2e3a84f",
      UseOriginCacheControlHeaders: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
      "UseOriginCacheControlHeaders-QueryStrings": "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
    },
  },
  {
    type: "aws:cloudfront/originRequestPolicy:OriginRequestPolicy",
    lookup: "getOriginRequestPolicy",
    property: "originRequestPolicyId",
    noun: "OriginRequestPolicy",
    arnKind: "origin-request-policy",
    managed: {
      "Managed-AllViewer": "216adef6-5c7f-47e4-b989-5492eafa07d3",
      "Managed-AllViewerAndCloudFrontHeaders-2022-06": "33f36d7e-f396-46d9-90e0-52428a34d9dc",
      "Managed-AllViewerExceptHostHeader": "b689b0a8-53d0-40ab-baf2-68738e2966ac",
      "Managed-CORS-CustomOrigin": "59781a5b-3903-41f3-afcb-af62929ccde1",
      "Managed-CORS-S3Origin": "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
      "Managed-UserAgentRefererHeaders": "acba4595-bd28-49b8-b9fe-13317c0390fa",
    },
  },
  {
    type: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    lookup: "getResponseHeadersPolicy",
    property: "responseHeadersPolicyId",
    noun: "ResponseHeadersPolicy",
    arnKind: "response-headers-policy",
    managed: {
      "Managed-CORS-With-Preflight": "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
      "Managed-CORS-and-SecurityHeadersPolicy": "e61eb60c-9c35-4d20-a928-2b84e02af89c",
      "Managed-CORS-with-preflight-and-SecurityHeadersPolicy": "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
      "Managed-SecurityHeadersPolicy": "67f7725c-6f97-4210-82d7-5512b31e9d03",
      "Managed-SimpleCORS": "60669652-455b-4ae9-85a4-c4c02393f86c",
    },
  },
];

/** A kind for each: a policy that a program makes. */
export const policyKinds: readonly Kind[] = POLICIES.map((policy) => ({
  type: policy.type,
  global: true,
  name: {
    property: "name",
    max: 128,
    pattern: /^[\w-]+$/,
    accepted: "letters, digits, hyphens and underscores, 128 at most",
  },
  replaces: ["name"],
  check: (inputs) => matches(inputs, "name", /^(?!Managed-)/, "a name that doesn't begin with Managed-"),
  create({ inputs }, cloud) {
    const name = textAt(inputs, "name") ?? "";
    if (cloud.list(policy.type).some((other) => other.outputs["name"] === name)) {
      throw new AwsError(`${policy.noun}AlreadyExists`, `A policy with this name already exists: ${name}`);
    }
    const id = cloud.uuid();
    return { id, outputs: { arn: arnOf(policy, id, cloud), etag: etag(cloud) } };
  },
  update: (_, cloud) => ({ etag: etag(cloud) }),
  remove({ id }, cloud) {
    const used = cloud.list("aws:cloudfront/distribution:Distribution").some((distribution) => {
      return behavioursOf(distribution.inputs).some((behaviour) => behaviour[policy.property] === id);
    });
    if (used) throw new AwsError(`${policy.noun}InUse`, "The policy is attached to one or more cache behaviors.");
  },
}));

export const policyFunctions: readonly FunctionKind[] = POLICIES.map((policy) => ({
  token: `aws:cloudfront/${policy.lookup}:${policy.lookup}`,
  answer(args, cloud): Properties {
    const id = textAt(args, "id");
    const name = textAt(args, "name");
    const own = cloud
      .list(policy.type)
      .find((one) => one.id === id || (name !== undefined && one.outputs["name"] === name));
    if (own !== undefined) return { ...own.outputs, id: own.id };
    const managed = Object.entries(policy.managed).find(([key, value]) => key === name || value === id);
    if (managed === undefined)
      throw new AwsError("NotFound", `no matching CloudFront ${policy.noun} (${name ?? id ?? ""})`);
    return { id: managed[1], name: managed[0], arn: arnOf(policy, managed[1], cloud), comment: "", etag: "" };
  },
}));

/** @throws AwsError where a cache behaviour names a policy that isn't there */
export function needPolicies(behaviour: Properties, cloud: Cloud): void {
  for (const { property, type, managed, noun } of POLICIES) {
    const id = textAt(behaviour, property);
    if (id === undefined || cloud.get(type, id) !== undefined || Object.values(managed).includes(id)) continue;
    throw new AwsError(
      `NoSuch${noun}`,
      `The specified ${noun.replace(/(?<!^)[A-Z]/g, " $&").toLowerCase()} does not exist.`,
    );
  }
}

/** The default cache behaviour of a distribution, then its others. */
export function behavioursOf(inputs: Resource["inputs"]): Properties[] {
  return [objectAt(inputs, "defaultCacheBehavior"), ...objectsAt(inputs, "orderedCacheBehaviors")];
}

export function etag(cloud: Cloud): string {
  return `E${cloud.token(13).toUpperCase()}`;
}

function arnOf({ arnKind }: PolicyKind, id: string, { account }: Cloud): string {
  return `arn:aws:cloudfront::${account}:${arnKind}/${id}`;
}
