/** Where subnets lie. The table's figures are the real component's, of awsx 3.9. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { layOut, type LayoutOptions, type Strategy } from "../../../../rehearsal/plugins/awsx/vpc/layout/layout.ts";
import { refuseLikeZones, zoneSuffix } from "../../../../rehearsal/plugins/awsx/vpc/layout/names.ts";
import type { SubnetSpec } from "../../../../rehearsal/plugins/awsx/vpc/layout/spec.ts";

interface Case {
  readonly title: string;
  readonly strategy: Strategy;
  readonly zones: number;
  readonly vpc: string;
  readonly zoneMask?: number;
  readonly specs?: SubnetSpec[];
  /** `public-1 10.0.32.0/20`, in the component's order. */
  readonly subnets: string;
  readonly resolved: string;
}

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];
const CASES = JSON.parse(readFileSync(new URL("layouts.json", import.meta.url), "utf8")) as Case[];

const plain: LayoutOptions = {
  vpcName: "net",
  zones: ZONES,
  strategy: "Auto",
  nameTags: "Legacy",
  cidrBlock: "10.0.0.0/16",
};

describe("a VPC's layout", () => {
  for (const { title, vpc, zones, subnets, resolved, ...options } of CASES) {
    it(`is the real one's: ${title}`, () => {
      const layout = layOut({ ...plain, ...options, zones: ZONES.slice(0, zones), cidrBlock: vpc });
      const blocks = layout.cidrBlocks(vpc);
      const lines = layout.subnets.map(({ name }, i) => `${name.slice("net-".length)} ${blocks[i] ?? ""}`);
      assert.equal(lines.join(", "), subnets);
      const specs = layout.resolved(vpc).map(({ type, cidrMask, cidrBlocks }) => {
        return type + (cidrBlocks ? ` ${cidrBlocks.join("+")}` : cidrMask ? `/${cidrMask}` : "");
      });
      assert.equal(specs.join(" "), resolved);
    });
  }

  const refused: readonly (readonly [string, Partial<LayoutOptions>, RegExp])[] = [
    [
      "two subnets of one type without a name",
      { specs: [{ type: "Public" }, { type: "Public" }] },
      /type Public share/,
    ],
    ["a size that is no power of two", { specs: [{ type: "Public", size: 100 }] }, /no subnet has the size 100/],
    [
      "a mask and a size that contradict each other",
      { specs: [{ type: "Public", cidrMask: 24, size: 512 }] },
      /\/24 subnet has 256 addresses, and `size` says 512/,
    ],
    ["no spec at all", { specs: [] }, /`subnetSpecs` is empty/],
    [
      "subnets that a zone has no room for",
      {
        specs: [
          { type: "Public", cidrMask: 18 },
          { type: "Private", cidrMask: 18 },
        ],
      },
      /need 32768 addresses, and there are the 16384 addresses of an availability zone \(\/18\)/,
    ],
    ["a default layout in a zone too small", { cidrBlock: "10.0.0.0/26" }, /needs a \/26 .* and there is a \/28/],
    [
      "blocks for some of the specs only",
      { specs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0/24", "10.0.2.0/24"] }, { type: "Private" }] },
      /subnetSpecs\[1\] has no `cidrBlocks`/,
    ],
    [
      "fewer blocks than zones",
      { specs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24"] }] },
      /has 1 `cidrBlocks` for 3 availability zones/,
    ],
    [
      "a block that is no block",
      { specs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.1.0", "10.0.2.0/24"] }] },
      /subnetSpecs\[0\]\.cidrBlocks\[1\] is "10\.0\.1\.0", and must be an IPv4 block/,
    ],
    [
      "blocks that lie over each other",
      { specs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24", "10.0.0.128/25", "10.0.2.0/24"] }] },
      /lie over at least one other.*\n - net-public-1: 10\.0\.0\.0\/24\n - net-public-2: 10\.0\.0\.128\/25$/,
    ],
    [
      "a gap under Exact",
      { strategy: "Exact", zones: ZONES.slice(0, 1), specs: [{ type: "Public", cidrMask: 17 }] },
      /net-public-1 \(ending at 10\.0\.127\.255\) and the VPC's end at 10\.0\.255\.255/,
    ],
    [
      "explicit blocks under AutoMerge",
      { strategy: "AutoMerge", specs: [{ type: "Public", cidrBlocks: ["10.0.0.0/24"] }] },
      /"AutoMerge" takes no `cidrBlocks`/,
    ],
    ["the Legacy strategy without a block", { strategy: "Legacy", cidrBlock: undefined }, /IPAM gives it: use "Auto"/],
  ];
  for (const [what, options, reason] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => layOut({ ...plain, ...options }).cidrBlocks(options.cidrBlock ?? "10.0.0.0/16"), reason);
    });
  }

  it("knows how many subnets there will be before the VPC has a block", () => {
    const layout = layOut({ ...plain, zones: ZONES.slice(0, 2), cidrBlock: undefined });
    assert.deepEqual(
      layout.subnets.map(({ name }) => name),
      ["net-private-1", "net-public-1", "net-private-2", "net-public-2"],
    );
    assert.deepEqual(layout.cidrBlocks("10.8.0.0/20"), ["10.8.0.0/22", "10.8.4.0/23", "10.8.8.0/22", "10.8.12.0/23"]);
  });

  it("tags subnets with their zone where that is asked for, and calls the resources as before", () => {
    const layout = layOut({ ...plain, zones: ["us-gov-west-1b"], nameTags: "AvailabilityZone" });
    assert.deepEqual(
      layout.subnets.map(({ name, nameTag }) => [name, nameTag]),
      [
        ["net-private-1", "net-private-1b"],
        ["net-public-1", "net-public-1b"],
      ],
    );
  });

  it("finds what a zone's name has of its own", () => {
    assert.deepEqual(["us-east-1a", "us-west-2-lax-1a", "zone"].map(zoneSuffix), ["1a", "2-lax-1a", "zone"]);
    assert.throws(() => refuseLikeZones(["eu-central-1a", "us-east-1a"]), /alike, "1a"/);
  });
});
