import assert from "node:assert/strict";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import * as ec2 from "../../../../rehearsal/aws/services/ec2/types.ts";
import * as types from "../../../../rehearsal/aws/services/servicediscovery/types.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { caught, refused } from "../refused.ts";

describe("Cloud Map on the embedded AWS", () => {
  let account: Account;
  let vpc: Resource;
  let namespace: Resource;
  beforeEach(() => {
    account = new Account();
    vpc = account.make(ec2.VPC, { cidrBlock: "10.0.0.0/16" });
    namespace = account.make(types.PRIVATE_NAMESPACE, { name: "example.local", vpc: vpc.id });
  });

  const dnsConfig = (namespaceId: string): Properties => ({ namespaceId, dnsRecords: [{ type: "SRV", ttl: 10 }] });
  const service = (changes: Properties = {}) =>
    account.make(types.SERVICE, { name: "api", dnsConfig: dnsConfig(namespace.id), ...changes });

  it("has ids and ARNs of its own making", () => {
    assert.match(namespace.id, /^ns-[a-z0-9]{16}$/);
    assert.equal(
      namespace.outputs["arn"],
      `arn:aws:servicediscovery:eu-central-1:111122223333:namespace/${namespace.id}`,
    );
    assert.match(JSON.stringify(namespace.outputs["hostedZone"]), /^"Z[0-9A-Z]{20}"$/);
    const api = service();
    assert.match(api.id, /^srv-[a-z0-9]{16}$/);
    assert.equal(api.outputs["namespaceId"], namespace.id);
  });

  it("makes a namespace by an operation that takes a while", () => {
    assert.equal(account.settled(namespace).state, "pending");
    account.pass(30);
    assert.equal(account.settled(namespace).state, "ready");
  });

  it("is found by name", () => {
    const args = { name: "example.local", type: "DNS_PRIVATE" };
    const found = account.ask("aws:servicediscovery/getDnsNamespace:getDnsNamespace", args);
    assert.equal(found?.["id"], namespace.id);
    const asked = { name: "api", namespaceId: namespace.id };
    refused(() => account.ask("aws:servicediscovery/getService:getService", asked), "NotFound", /no matching/);
    const api = service();
    assert.equal(account.ask("aws:servicediscovery/getService:getService", asked)?.["id"], api.id);
  });

  const MISTAKES: Record<string, [code: string, words: RegExp, act: () => unknown]> = {
    "a namespace in a VPC that isn't there": [
      "InvalidVpcID.NotFound",
      /'vpc-1'/,
      () => account.make(types.PRIVATE_NAMESPACE, { name: "other.local", vpc: "vpc-1" }),
    ],
    "a namespace twice": [
      "NamespaceAlreadyExists",
      /example\.local already exists in VPC/,
      () => account.make(types.PRIVATE_NAMESPACE, { name: "example.local", vpc: vpc.id }),
    ],
    "a service in a namespace that isn't there": [
      "NamespaceNotFound",
      /ns-1/,
      () => service({ dnsConfig: dnsConfig("ns-1") }),
    ],
    "a service twice": ["ServiceAlreadyExists", /^Service already exists\./, () => [service(), service()]],
    "records in an HTTP namespace": [
      "InvalidInput",
      /HTTP namespace/,
      () => service({ dnsConfig: dnsConfig(account.make(types.HTTP_NAMESPACE, { name: "http" }).id) }),
    ],
    "health checks from the internet in a private namespace": [
      "InvalidInput",
      /public DNS namespaces only/,
      () => service({ healthCheckConfig: { type: "HTTP" } }),
    ],
    "a namespace with services, deleted": [
      "ResourceInUse",
      /it has services/,
      () => [service(), account.remove(namespace)],
    ],
    "a service with instances, deleted": [
      "ResourceInUse",
      /contains registered instances/,
      () => {
        const api = service();
        account.make(types.INSTANCE, {
          serviceId: api.id,
          instanceId: "one",
          attributes: { AWS_INSTANCE_IPV4: "10.0.0.9" },
        });
        account.remove(api);
      },
    ],
    "an instance of a service that isn't there": [
      "ServiceNotFound",
      /srv-1/,
      () => account.make(types.INSTANCE, { serviceId: "srv-1", instanceId: "one" }),
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`refuses ${mistake}`, () => refused(act, code, words));
  }

  const SLIPS: [type: string, inputs: Properties, property: string, words: RegExp][] = [
    [types.PRIVATE_NAMESPACE, { name: "-.local", vpc: "vpc-1" }, "name", /a DNS name/],
    [types.SERVICE, { dnsConfig: { dnsRecords: [{ type: "MX", ttl: 1 }] } }, "dnsConfig.dnsRecords[0].type", /"SRV"/],
    [
      types.SERVICE,
      {
        dnsConfig: {
          dnsRecords: [
            { type: "A", ttl: 1 },
            { type: "A", ttl: 2 },
          ],
        },
      },
      "dnsConfig.dnsRecords",
      /once/,
    ],
    [types.SERVICE, { dnsConfig: { dnsRecords: [{ type: "CNAME", ttl: 1 }] } }, "dnsConfig.routingPolicy", /WEIGHTED/],
    [
      types.SERVICE,
      { healthCheckConfig: { type: "TCP" }, healthCheckCustomConfig: {} },
      "healthCheckConfig",
      /are given/,
    ],
  ];
  for (const [type, inputs, property, words] of SLIPS) {
    it(`judges in a preview ${JSON.stringify(inputs)}`, () => caught(type, inputs, property, words));
  }
});
