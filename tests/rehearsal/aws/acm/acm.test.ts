import assert from "node:assert/strict";
import { CERTIFICATE, covers, isIssued } from "../../../../rehearsal/aws/services/acm/issue.ts";
import { ZONE } from "../../../../rehearsal/aws/services/route53/names.ts";
import * as ec2 from "../../../../rehearsal/aws/services/ec2/types.ts";
import { Account } from "../account.ts";
import { certificateFor, prove, zoneIn } from "../domain.ts";
import { caught, refused } from "../refused.ts";

const VALIDATION = "aws:acm/certificateValidation:CertificateValidation";

describe("certificates on the embedded AWS", () => {
  let account: Account;
  beforeEach(() => {
    account = new Account();
  });

  it("ask for a record for each name, the same one for a name and its wildcard", () => {
    const names = ["example.com", "*.example.com", "example.org"];
    const [domainName = "", ...subjectAlternativeNames] = names;
    const made = account.make(CERTIFICATE, { domainName, subjectAlternativeNames, validationMethod: "DNS" });
    assert.match(made.id, /^arn:aws:acm:eu-central-1:111122223333:certificate\/[0-9a-f-]{36}$/);
    assert.equal(made.outputs["status"], "PENDING_VALIDATION");
    assert.deepEqual(made.outputs["subjectAlternativeNames"], names);
    const proofs = JSON.stringify(made.outputs["domainValidationOptions"]);
    const found = proofs.match(/"_[0-9a-f]{32}\.example\.(com|org)\."/g) ?? [];
    assert.deepEqual([found.length, new Set(found).size], [3, 2]);
    assert.match(proofs, /"_[0-9a-f]{32}\.[a-z]{10}\.acm-validations\.aws\."/);
  });

  it("are issued once a public zone has their records, and stay so", () => {
    const zone = zoneIn(account);
    const certificate = certificateFor(account, "www.example.com");
    const validation = account.make(VALIDATION, { certificateArn: certificate.id });
    account.pass(60);
    const waiting = account.settled(validation);
    assert.equal(waiting.state, "pending");
    assert.match(waiting.status, /no public zone has the record _\w+\.www\.example\.com\./);
    const records = prove(account, certificate, zone.id);
    assert.deepEqual(account.settled(validation), { state: "ready" });
    assert.equal(account.look(certificate)?.outputs["status"], "ISSUED");
    for (const record of records) account.remove(record);
    assert.equal(account.look(certificate)?.outputs["status"], "ISSUED");
  });

  it("are not issued by a private zone, nor by a record of another value", () => {
    const vpc = account.make(ec2.VPC, { cidrBlock: "10.0.0.0/16" });
    const inside = account.make(ZONE, { name: "example.com", vpcs: [{ vpcId: vpc.id }] });
    const certificate = certificateFor(account, "www.example.com");
    prove(account, certificate, inside.id);
    assert.equal(isIssued(certificate, account.cloud), false);
    const zone = zoneIn(account);
    const [record] = prove(account, certificate, zone.id);
    account.change(record!, { ...record!.inputs, records: ["_0.acm-validations.aws."] });
    assert.equal(isIssued(certificate, account.cloud), false);
  });

  it("cover their names, and wildcards one label", () => {
    const wild = certificateFor(account, "*.example.com");
    const hosts = ["www.example.com", "example.com", "a.b.example.com", "WWW.EXAMPLE.COM."];
    assert.deepEqual(
      hosts.map((host) => covers(wild, host)),
      [true, false, false, true],
    );
  });

  it("are found by their domain once issued", () => {
    const zone = zoneIn(account);
    const certificate = certificateFor(account, "example.com");
    const ask = () => account.ask("aws:acm/getCertificate:getCertificate", { domain: "example.com" });
    refused(ask, "NotFound", /no matching/);
    prove(account, certificate, zone.id);
    assert.equal(ask()?.["arn"], certificate.id);
  });

  it("are refused where the program is wrong", () => {
    refused(
      () => account.make(VALIDATION, { certificateArn: "arn:1" }),
      "ResourceNotFoundException",
      /Could not find certificate/,
    );
    const certificate = certificateFor(account, "example.com");
    const validationRecordFqdns = ["_1.example.com"];
    const wrong = () => account.make(VALIDATION, { certificateArn: certificate.id, validationRecordFqdns });
    refused(wrong, "ValidationException", /^missing example\.com DNS validation record: _\w+\.example\.com$/);
    caught(CERTIFICATE, { domainName: "example" }, "domainName", /a domain name such as/);
    caught(CERTIFICATE, { domainName: "example.com", validationMethod: "HTTP" }, "validationMethod", /DNS/);
  });
});
