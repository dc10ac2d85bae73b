import assert from "node:assert/strict";
import type { Resource } from "../../../../rehearsal/aws/resource.ts";
import { RECORD, ZONE } from "../../../../rehearsal/aws/services/route53/names.ts";
import * as ec2 from "../../../../rehearsal/aws/services/ec2/types.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";
import { UNKNOWN } from "../../../../rehearsal/plugins/protocol/values.ts";
import { Account } from "../account.ts";
import { zoneIn } from "../domain.ts";
import { caught, previewed, refused } from "../refused.ts";

describe("Route 53 on the embedded AWS", () => {
  let account: Account;
  let zone: Resource;
  beforeEach(() => {
    account = new Account();
    zone = zoneIn(account);
  });

  const record = (changes: Properties) =>
    account.make(RECORD, { zoneId: zone.id, name: "www", type: "A", ttl: 60, records: ["192.0.2.1"], ...changes });

  it("gives a zone an id and four name servers, in every region", () => {
    assert.match(zone.id, /^Z[0-9A-Z]{20}$/);
    assert.equal(zone.outputs["arn"], `arn:aws:route53:::hostedzone/${zone.id}`);
    assert.match(JSON.stringify(zone.outputs["nameServers"]), /ns-\d+\.awsdns-\d\d\.com.*\.net.*\.org.*\.co\.uk/);
    const elsewhere = account.ask("aws:route53/getZone:getZone", { name: "example.com." }, "us-east-1");
    assert.equal(elsewhere?.["zoneId"], zone.id);
    refused(() => account.ask("aws:route53/getZone:getZone", { name: "example.org" }), "NotFound", /no matching/);
  });

  it("puts the zone's name behind a record's, and waits until all servers know it", () => {
    const made = record({});
    assert.equal(made.id, `${zone.id}_www_A`);
    assert.equal(made.outputs["fqdn"], "www.example.com");
    assert.equal(record({ name: "api.example.com", type: "TXT", records: ["x"] }).outputs["fqdn"], "api.example.com");
    assert.equal(record({ name: "" }).outputs["fqdn"], "example.com");
    assert.equal(account.settled(made).state, "pending");
    account.pass(30);
    assert.equal(account.settled(made).state, "ready");
  });

  it("lets several zones have one name, but a VPC ask one of them", () => {
    zoneIn(account);
    const vpc = account.make(ec2.VPC, { cidrBlock: "10.0.0.0/16" });
    const vpcs = [{ vpcId: vpc.id }];
    account.make(ZONE, { name: "example.com", vpcs });
    refused(
      () => account.make(ZONE, { name: "example.com", vpcs }),
      "ConflictingDomainExists",
      /already been associated/,
    );
    refused(() => account.make(ZONE, { name: "example.com", vpcs: [{ vpcId: "vpc-1" }] }), "InvalidVPCId", /vpc-1/);
  });

  it("leads aliases to load balancers and distributions by the zone that AWS keeps their names in", () => {
    const alias = (zoneId: string) => ({
      ttl: null,
      records: null,
      aliases: [{ name: "d111111abcdef8.cloudfront.net", zoneId, evaluateTargetHealth: false }],
    });
    record(alias("Z2FDTNDATAQYW2"));
    refused(
      () => record({ ...alias("Z215JYRZR1TBD5"), name: "other" }),
      "InvalidChangeBatch",
      /does not lie within the target zone/,
    );
    const own = { ...alias(zone.id), name: "own", aliases: [{ name: "nothing.example.com", zoneId: zone.id }] };
    refused(() => record(own), "InvalidChangeBatch", /target was not found/);
  });

  const MISTAKES: Record<string, [code: string, words: RegExp, act: () => unknown]> = {
    "a record in a zone that isn't there": [
      "NoSuchHostedZone",
      /^No hosted zone found with ID: Z1$/,
      () => record({ zoneId: "Z1" }),
    ],
    "the same record twice": [
      "InvalidChangeBatch",
      /\[name='www\.example\.com\.', type='A'\] but it already exists/,
      () => [record({}), record({ name: "WWW.example.com." })],
    ],
    "a CNAME at the zone's own name": [
      "InvalidChangeBatch",
      /not permitted at apex in zone example\.com/,
      () => record({ name: "example.com", type: "CNAME", records: ["example.org"] }),
    ],
    "a CNAME beside another record": [
      "InvalidChangeBatch",
      /conflicts with other records with the same DNS name/,
      () => [record({}), record({ type: "CNAME", records: ["example.org"] })],
    ],
    "a zone with records, deleted": [
      "HostedZoneNotEmpty",
      /contains non-required resource record sets/,
      () => [record({}), account.remove(zone)],
    ],
  };
  for (const [mistake, [code, words, act]] of Object.entries(MISTAKES)) {
    it(`refuses ${mistake}`, () => refused(act, code, words));
  }

  it("overwrites a record, and empties a zone, where a program says so", () => {
    record({});
    record({ records: ["192.0.2.2"], allowOverwrite: true });
    assert.deepEqual(
      account.cloud.list(RECORD).map(({ inputs }) => inputs["records"]),
      [["192.0.2.2"]],
    );
    const forced = account.change(zone, { ...zone.inputs, forceDestroy: true });
    account.remove(forced);
    assert.deepEqual(account.cloud.list(RECORD), []);
  });

  const A = { zoneId: "Z1", name: "www", type: "A" };
  const SLIPS: [inputs: Properties, property: string, words: RegExp][] = [
    [{ ...A, records: ["192.0.2.1"] }, "ttl", /required with records/],
    [{ ...A, ttl: 60, records: ["example.com"] }, "records[0]", /no value of the type "A"/],
    [
      { ...A, ttl: 60, aliases: [{ name: "x", zoneId: "Z1", evaluateTargetHealth: true }] },
      "ttl",
      /cannot be specified/,
    ],
    [{ ...A, type: "CNAME", ttl: 60, records: ["a", "b"] }, "records", /one value/],
  ];
  for (const [inputs, property, words] of SLIPS) {
    it(`judges in a preview ${JSON.stringify(inputs)}`, () => caught(RECORD, inputs, property, words));
  }

  it("judges no value that is unknown yet", () => {
    assert.deepEqual(previewed(RECORD, { ...A, zoneId: UNKNOWN.string, ttl: 60, records: [UNKNOWN.string] }), []);
    assert.deepEqual(previewed(RECORD, { ...A, ttl: 60, records: UNKNOWN.list }), []);
  });
});
