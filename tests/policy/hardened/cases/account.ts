import type { Cases } from "../case.ts";

const options = (instanceOptions: object) => ({
  instanceDetails: { launchDetails: { instanceOptions: { ...instanceOptions } } },
});

const defaultTags = (tags: object): string => JSON.stringify({ tags });

const TAGS = { Project: "shop", Env: "prod", Owner: "shop" };

export const ACCOUNT: Cases = {
  "metadata-v2": [
    {
      fine: [
        {
          name: "configuration",
          type: "oci:Core/instanceConfiguration:InstanceConfiguration",
          props: options({ areLegacyImdsEndpointsDisabled: true }),
        },
        {
          name: "vm",
          type: "oci:Core/instance:Instance",
          props: { instanceOptions: { areLegacyImdsEndpointsDisabled: true } },
        },
      ],
      breaks: [
        {
          title: "legacy endpoints",
          props: options({ areLegacyImdsEndpointsDisabled: false }),
          finds: ["configuration: instanceDetails.launchDetails.instanceOptions.areLegacyImdsEndpointsDisabled"],
        },
        {
          title: "Oracle's default",
          of: "vm",
          props: { instanceOptions: undefined },
          finds: ["vm: instanceOptions.areLegacyImdsEndpointsDisabled"],
        },
      ],
    },
    {
      fine: [
        {
          name: "template",
          type: "aws:ec2/launchTemplate:LaunchTemplate",
          props: { metadataOptions: { httpTokens: "required" } },
        },
        { name: "vm", type: "aws:ec2/instance:Instance", props: { launchTemplate: { id: "lt-1" } } },
      ],
      breaks: [
        {
          title: "AWS's default",
          props: { metadataOptions: undefined },
          finds: ["template: metadataOptions.httpTokens"],
        },
        {
          title: "an instance of no template",
          of: "vm",
          props: { launchTemplate: undefined },
          finds: ["vm: metadataOptions.httpTokens"],
        },
        {
          title: "an instance against its template",
          of: "vm",
          props: { metadataOptions: { httpTokens: "optional" } },
          finds: ["vm: metadataOptions.httpTokens"],
        },
      ],
    },
  ],
  "trail-validated": [
    {
      fine: [
        {
          name: "trail",
          type: "aws:cloudtrail/trail:Trail",
          props: { enableLogFileValidation: true, isMultiRegionTrail: true },
        },
      ],
      breaks: [
        {
          title: "not validated",
          props: { enableLogFileValidation: undefined },
          finds: ["trail: enableLogFileValidation"],
        },
        { title: "of one region", props: { isMultiRegionTrail: false }, finds: ["trail: isMultiRegionTrail"] },
        { title: "off", props: { enableLogging: false }, finds: ["trail: enableLogging"] },
        {
          title: "without IAM",
          props: { includeGlobalServiceEvents: false },
          finds: ["trail: includeGlobalServiceEvents"],
        },
      ],
    },
  ],
  "required-tags": [
    {
      fine: [
        { name: "aws", type: "pulumi:providers:aws", props: { defaultTags: defaultTags(TAGS) } },
        { name: "vault", type: "oci:Kms/vault:Vault", props: { freeformTags: TAGS } },
      ],
      breaks: [
        { title: "no default tags", props: { defaultTags: undefined }, finds: ["aws: defaultTags.tags"] },
        {
          title: "no owner",
          props: { defaultTags: defaultTags({ ...TAGS, Owner: "" }) },
          finds: ["aws: defaultTags.tags"],
        },
        { title: "no tags on OCI", of: "vault", props: { freeformTags: undefined }, finds: ["vault: freeformTags"] },
        {
          title: "another key",
          of: "vault",
          config: { keys: ["CostCentre"] },
          finds: ["aws: defaultTags.tags", "vault: freeformTags"],
        },
      ],
    },
  ],
  "budget-set": [
    {
      fine: [
        { name: "api", type: "aws:ecs/service:Service", props: {} },
        { name: "logs", type: "aws:cloudwatch/logGroup:LogGroup", props: {} },
        {
          name: "budget",
          type: "aws:budgets/budget:Budget",
          props: { notifications: [{ threshold: 80 }, { subscriberEmailAddresses: ["a@b.example"] }] },
        },
      ],
      breaks: [
        { title: "none", of: "budget", gone: true, finds: [": "] },
        {
          title: "one that tells nobody",
          of: "budget",
          props: { notifications: [{ subscriberEmailAddresses: [] }] },
          finds: ["budget: notifications"],
        },
      ],
    },
    {
      fine: [
        { name: "budget", type: "oci:Budget/budget:Budget", props: { id: "budget" } },
        { name: "rule", type: "oci:Budget/rule:Rule", props: { budgetId: "budget" } },
      ],
      breaks: [{ title: "one without a rule", of: "rule", gone: true, finds: ["budget: "] }],
    },
  ],
};
