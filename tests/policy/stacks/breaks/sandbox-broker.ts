import { ANYBODYS } from "./documents.ts";
import type { Break } from "./break.ts";
import type { Planted } from "./secrets.ts";

const LISTENER = "aws:lb/listener:Listener";

export function sandboxBroker({ token, accessKey }: Planted): readonly Break[] {
  return [
    { policy: "balancer-tls", type: LISTENER, name: "https", set: ["sslPolicy", "ELBSecurityPolicy-2016-08"] },
    {
      policy: "balancer-https",
      type: LISTENER,
      name: "http",
      set: ["defaultActions", [{ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }]],
      found: { path: "defaultActions" },
    },
    { policy: "balancer-access-logs", type: "aws:lb/loadBalancer:LoadBalancer", set: ["accessLogs.enabled", false] },
    {
      policy: "required-tags",
      type: "pulumi:providers:aws",
      set: ["defaultTags", { tags: { Env: "prod" } }],
      found: { path: "defaultTags.tags" },
    },
    {
      policy: "providers-keyless",
      type: "pulumi:providers:aws",
      set: ["accessKey", accessKey],
      also: [{ policy: "no-secret-by-content" }, { policy: "no-secret-by-place" }],
    },
    {
      policy: "aws-trust-named",
      type: "aws:iam/role:Role",
      name: "api-execution",
      set: ["assumeRolePolicy", ANYBODYS],
      found: { path: "assumeRolePolicy.Statement[0].Principal" },
    },
    {
      policy: "no-secret-by-content",
      type: "aws:ecs/taskDefinition:TaskDefinition",
      set: [
        "containerDefinitions",
        JSON.stringify([{ name: "api", image: "busybox", environment: [{ name: "KEY", value: token }] }]),
      ],
      // Encrypted or not.
      secret: true,
      found: { path: "containerDefinitions[0].environment[0].value" },
    },
    {
      policy: "no-secret-by-content",
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      name: "sandboxes",
      added: {
        metadataOptions: { httpTokens: "required" },
        userData: Buffer.from(`#!/bin/sh\nexport API_TOKEN=${token}\n`).toString("base64"),
      },
      unprovided: true,
      found: { path: "userData" },
    },
    {
      policy: "no-secret-by-place",
      type: "aws:ssm/parameter:Parameter",
      name: "broker-key",
      added: { name: "/broker/key", type: "SecureString", value: token },
      found: { path: "value" },
      also: [{ policy: "no-secret-by-content" }],
    },
  ];
}
