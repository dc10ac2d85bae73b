/** @see https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html */
import type { Failure } from "../../../plugins/protocol/provider.ts";
import { isUnknown } from "../../../plugins/protocol/values.ts";
import type { Properties } from "../../../plugins/protocol/values.ts";
import { makeArn } from "../../arn.ts";
import { isGiven, known, matches, oneOf, refuse } from "../../checks.ts";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { Kind } from "../../kind.ts";
import { textAt, textsAt } from "../../kind.ts";
import type { Resource } from "../../resource.ts";
import { CERTIFICATE, isIssued, proofOf } from "./issue.ts";
import { usersOf } from "./users.ts";

export const certificate: Kind = {
  type: CERTIFICATE,
  replaces: [
    "certificateAuthorityArn",
    "domainName",
    "keyAlgorithm",
    "options.export",
    "subjectAlternativeNames",
    "validationMethod",
    "validationOptions.**",
  ],
  sets: ["subjectAlternativeNames", "validationOptions"],
  secretOutputs: ["privateKey"],
  check: (inputs) => [
    ...matches(inputs, "domainName", DOMAIN, ACCEPTED),
    ...checkNames(inputs),
    ...oneOf(inputs, "validationMethod", ["DNS", "EMAIL"]),
    ...oneOf(inputs, "keyAlgorithm", [
      "RSA_1024",
      "RSA_2048",
      "RSA_3072",
      "RSA_4096",
      "EC_prime256v1",
      "EC_secp384r1",
      "EC_secp521r1",
    ]),
    ...(isGiven(inputs, "domainName") || isGiven(inputs, "privateKey") || isGiven(inputs, "privateKeyWo")
      ? []
      : refuse("domainName", "one of domainName and privateKey must be specified")),
  ],
  create({ inputs }, cloud) {
    const id = makeArn({
      service: "acm",
      region: cloud.region,
      account: cloud.account,
      resource: `certificate/${cloud.uuid()}`,
    });
    const imported = inputs["domainName"] === undefined;
    const names = [...new Set([textAt(inputs, "domainName") ?? "", ...textsAt(inputs, "subjectAlternativeNames")])];
    const byDns = (inputs["validationMethod"] ?? "DNS") === "DNS";
    return {
      id,
      outputs: {
        arn: id,
        domainName: inputs["domainName"] ?? "",
        subjectAlternativeNames: imported ? [] : names,
        domainValidationOptions: imported || !byDns ? [] : names.map((name) => proofOf(name, cloud)),
        validationMethod: imported ? "NONE" : (inputs["validationMethod"] ?? "DNS"),
        validationEmails: [],
        keyAlgorithm: inputs["keyAlgorithm"] ?? "RSA_2048",
        status: imported ? "ISSUED" : "PENDING_VALIDATION",
        type: imported ? "IMPORTED" : "AMAZON_ISSUED",
        renewalEligibility: "INELIGIBLE",
        renewalSummaries: [],
        pendingRenewal: false,
        notBefore: "",
        notAfter: "",
      },
      ...(imported ? { notes: { issuedAt: cloud.now } } : {}),
    };
  },
  read: (resource, cloud) => ({ outputs: lifeOf(resource, cloud) }),
  remove({ id, inputs }, cloud) {
    const users = usersOf(id, cloud);
    if (users.length === 0) return;
    const who = `Certificate ${id} in account ${cloud.account} is in use.`;
    throw new AwsError(
      "ResourceInUseException",
      `${who} (${textAt(inputs, "domainName") ?? ""}: ${users.map((user) => user.id).join(", ")})`,
    );
  },
};

const DOMAIN = /^(\*\.)?(([A-Za-z0-9-]{0,62}[A-Za-z0-9])\.)+[A-Za-z0-9-]{1,62}[A-Za-z0-9]\.?$/;
const ACCEPTED = "a domain name such as example.com or *.example.com";

function checkNames(inputs: Properties): Failure[] {
  const names = known(inputs, "subjectAlternativeNames");
  if (!Array.isArray(names)) return [];
  return names.flatMap((name, i) =>
    typeof name !== "string" || isUnknown(name) || DOMAIN.test(name)
      ? []
      : refuse(`subjectAlternativeNames[${i}]`, `invalid value: it must be ${ACCEPTED}, got ${JSON.stringify(name)}`),
  );
}

function lifeOf(resource: Resource, cloud: Cloud): Properties {
  if (!isIssued(resource, cloud)) return { status: "PENDING_VALIDATION" };
  const from = resource.notes["issuedAt"];
  const since = typeof from === "number" ? from : resource.createdAt;
  const used = usersOf(resource.id, cloud).length > 0;
  return {
    status: "ISSUED",
    notBefore: cloud.timestamp(since),
    notAfter: cloud.timestamp(since + LIFE_DAYS * 86_400_000),
    renewalEligibility: used && resource.outputs["type"] === "AMAZON_ISSUED" ? "ELIGIBLE" : "INELIGIBLE",
  };
}

const LIFE_DAYS = 395;
