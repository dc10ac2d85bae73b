/** Plain and old transport in forms that one doesn't think of first. */
import type { Bag } from "@tidegate/policy";
import type { Case, Cases } from "../../case.ts";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const OLDER = ["aws:alb/listenerRule:ListenerRule", "aws:elasticloadbalancingv2/listenerRule:ListenerRule"];
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const REDIRECT = { type: "redirect", redirect: { protocol: "HTTPS", statusCode: "HTTP_301" } };
const FORWARD = { type: "forward", forward: { targetGroups: [{ arn: "tg" }] } };

const parameter = (type: string, name: string, fine: string, broken: string): Case => ({
  fine: [{ name: "parameters", type, props: { parameters: [{ name, value: fine }] } }],
  breaks: [
    { title: name, props: { parameters: [{ name, value: broken }] }, finds: ["parameters: parameters[0].value"] },
  ],
});

const one = (type: string, fine: Bag, title: string, props: Bag, path: string): Case => ({
  fine: [{ name: "it", type, props: fine }],
  breaks: [{ title, props, finds: [`it: ${path}`] }],
});

const OTHERS = [{ name: "auto_analyze", value: "true" }];

const classic = (lbProtocol: string) => [{ lbPort: 443, lbProtocol, instancePort: 80, instanceProtocol: "http" }];

const CERTIFICATE = { acmCertificateArn: "arn", minimumProtocolVersion: "TLSv1.2_2021" };
const origin = (...originSslProtocols: readonly string[]): Bag => ({
  origins: [{ originId: "api", customOriginConfig: { originProtocolPolicy: "https-only", originSslProtocols } }],
});

export const TRANSPORT_FORMS: Cases = {
  "balancer-https": [
    {
      fine: [
        { name: "web", type: BALANCER, props: { arn: "web" } },
        {
          name: "http",
          type: LISTENER,
          props: { arn: "plain", loadBalancerArn: "web", protocol: "HTTP", defaultActions: [REDIRECT] },
        },
        { name: "https", type: LISTENER, props: { arn: "secure", loadBalancerArn: "web", protocol: "HTTPS" } },
        { name: "rule", type: RULE, props: { listenerArn: "plain", actions: [REDIRECT] } },
        { name: "other", type: RULE, props: { listenerArn: "secure", actions: [FORWARD] } },
        ...OLDER.map((type) => ({ name: type, type, props: { listenerArn: "plain", actions: [REDIRECT] } })),
      ],
      breaks: [
        {
          title: "a rule that serves pages in plain",
          of: "rule",
          props: { actions: [FORWARD] },
          finds: ["rule: actions"],
        },
        ...OLDER.map((of) => ({
          title: `a rule by its older name ${of}`,
          of,
          props: { actions: [FORWARD] },
          finds: [`${of}: actions`],
        })),
        {
          title: "a rule on the wrong listener",
          of: "other",
          props: { listenerArn: "plain" },
          finds: ["other: actions"],
        },
      ],
    },
    {
      fine: [
        { name: "old", type: CLASSIC, props: { listeners: classic("https") } },
        { name: "inner", type: CLASSIC, props: { internal: true, listeners: classic("http") } },
      ],
      breaks: [
        { title: "a classic one in plain", props: { listeners: classic("HTTP") }, finds: ["old: listeners"] },
        { title: "an inner one on the internet", of: "inner", props: { internal: false }, finds: ["inner: listeners"] },
      ],
    },
  ],
  "balancer-access-logs": [
    {
      fine: [{ name: "old", type: CLASSIC, props: { accessLogs: { bucket: "logs" } } }],
      breaks: [
        { title: "no logs of a classic one", props: { accessLogs: null }, finds: ["old: accessLogs.bucket"] },
        {
          title: "logs that are off",
          props: { accessLogs: { bucket: "logs", enabled: false } },
          finds: ["old: accessLogs.enabled"],
        },
      ],
    },
  ],
  "gateway-access-logs": [
    {
      // Without a role of the account's nothing can be asked of it.
      fine: [{ name: "rest", type: "aws:apigateway/stage:Stage", props: { stageName: "prod" } }],
      breaks: [
        {
          title: "a REST API's stage, where the account can log",
          config: { accountLogs: true },
          finds: ["rest: accessLogSettings.destinationArn"],
        },
      ],
    },
  ],
  "cdn-tls": [
    {
      fine: [
        {
          name: "cdn",
          type: "aws:cloudfront/distribution:Distribution",
          props: { viewerCertificate: CERTIFICATE, ...origin("TLSv1.2") },
        },
      ],
      breaks: [
        {
          title: "old TLS with the origin",
          props: origin("TLSv1.2", "TLSv1"),
          finds: ["cdn: origins[0].customOriginConfig.originSslProtocols[1]"],
        },
        {
          title: "SSL with the origin",
          props: origin("SSLv3"),
          finds: ["cdn: origins[0].customOriginConfig.originSslProtocols[0]"],
        },
      ],
    },
  ],
  "database-tls": [
    parameter("aws:docdb/clusterParameterGroup:ClusterParameterGroup", "tls", "enabled", "disabled"),
    parameter("aws:neptune/clusterParameterGroup:ClusterParameterGroup", "neptune_enforce_ssl", "1", "0"),
    parameter("aws:rds/clusterParameterGroup:ClusterParameterGroup", "require_secure_transport", "ON", "OFF"),
    parameter("aws:redshift/parameterGroup:ParameterGroup", "require_ssl", "true", "false"),
    one(
      "aws:redshift/parameterGroup:ParameterGroup",
      { parameters: [...OTHERS, { name: "require_ssl", value: "true" }] },
      "Redshift's default",
      { parameters: OTHERS },
      "parameters",
    ),
    one(
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { transitEncryptionEnabled: true },
      "a cache in plain",
      { transitEncryptionEnabled: false },
      "transitEncryptionEnabled",
    ),
    one(
      "aws:elasticache/replicationGroup:ReplicationGroup",
      { transitEncryptionEnabled: true, transitEncryptionMode: "required" },
      "a cache that takes both",
      { transitEncryptionMode: "preferred" },
      "transitEncryptionMode",
    ),
    one("aws:memorydb/cluster:Cluster", {}, "a cluster in plain", { tlsEnabled: false }, "tlsEnabled"),
    ...["aws:opensearch/domain:Domain", "aws:elasticsearch/domain:Domain"].map((type): Case => ({
      fine: [{ name: "it", type, props: { domainEndpointOptions: {} } }],
      breaks: [
        { title: "nothing said", props: { domainEndpointOptions: null }, finds: ["it: domainEndpointOptions"] },
        {
          title: "a search domain in plain",
          props: { domainEndpointOptions: { enforceHttps: false } },
          finds: ["it: domainEndpointOptions.enforceHttps"],
        },
        {
          title: "old TLS",
          props: { domainEndpointOptions: { tlsSecurityPolicy: "Policy-Min-TLS-1-0-2019-07" } },
          finds: ["it: domainEndpointOptions.tlsSecurityPolicy"],
        },
      ],
    })),
  ],
  "volumes-encrypted-in-transit": [
    one(
      "oci:Core/volumeAttachment:VolumeAttachment",
      { attachmentType: "paravirtualized", isPvEncryptionInTransitEnabled: true },
      "a disk that is added afterwards",
      { isPvEncryptionInTransitEnabled: false },
      "isPvEncryptionInTransitEnabled",
    ),
    one(
      "oci:Core/volumeAttachment:VolumeAttachment",
      { attachmentType: "iscsi" },
      "a disk of the other kind",
      { attachmentType: "paravirtualized" },
      "isPvEncryptionInTransitEnabled",
    ),
    one(
      "aws:ecs/taskDefinition:TaskDefinition",
      { volumes: [{ name: "own" }, { name: "files", efsVolumeConfiguration: { transitEncryption: "ENABLED" } }] },
      "a task's files, by EFS's default",
      { volumes: [{ name: "files", efsVolumeConfiguration: { fileSystemId: "fs" } }] },
      "volumes[0].efsVolumeConfiguration.transitEncryption",
    ),
  ],
};
