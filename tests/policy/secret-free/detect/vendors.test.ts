import assert from "node:assert/strict";
import { secretsIn } from "../../../../policy/secret-free/detect/index.ts";
import { VENDORS } from "../../../../policy/secret-free/detect/vendors.ts";
import { Draw } from "../corpus/draw.ts";

const draw = new Draw(20_261_121);
const SMALL = "0123456789abcdefghijklmnopqrstuvwxyz";

/** By rule: a token as the vendor makes it. */
const TOKENS: Readonly<Record<string, readonly (() => string)[]>> = {
  "sonarqube-token": [() => `squ_${draw.hex(40)}`, () => `sqp_${draw.hex(40)}`],
  "circleci-token": [() => `CCIPAT_${draw.alphanumeric(22)}_${draw.hex(40)}`],
  "buildkite-token": [() => `bkua_${draw.hex(40)}`],
  "clojars-token": [() => `CLOJARS_${draw.hex(60)}`],
  "crates-token": [() => `cio${draw.alphanumeric(32)}`],
  "nuget-key": [() => `oy2${draw.text(43, SMALL)}`],
  "prefect-key": [() => `pnu_${draw.alphanumeric(36)}`],
  "harness-token": [() => `pat.${draw.alphanumeric(22)}.${draw.hex(24)}.${draw.alphanumeric(20)}`],
  "fly-token": [() => `fm2_${draw.base64(36)}`],
  "openshift-token": [() => `sha256~${draw.base64url(32)}`],
  "scalingo-token": [() => `tk-us-${draw.base64url(36)}`],
  "netlify-token": [() => `nfp_${draw.alphanumeric(36)}`],
  "render-key": [() => `rnd_${draw.alphanumeric(32)}`],
  "alibaba-key": [() => `LTAI${draw.alphanumeric(20)}`],
  "airtable-token": [() => `pat${draw.alphanumeric(14)}.${draw.hex(64)}`],
  "notion-token": [() => `secret_${draw.alphanumeric(43)}`, () => `ntn_${draw.alphanumeric(46)}`],
  "asana-token": [() => `2/12${draw.digits(14)}/12${draw.digits(14)}:${draw.hex(32)}`],
  "typeform-token": [() => `tfp_${draw.alphanumeric(44)}_${draw.alphanumeric(14)}`],
  "readme-key": [() => `rdme_${draw.text(70, SMALL)}`],
  "contentful-token": [() => `CFPAT-${draw.alphanumeric(43)}`],
  "dropbox-token": [() => `sl.${draw.alphanumeric(135)}`],
  "mapbox-token": [() => `sk.eyJ${draw.alphanumeric(80)}.${draw.alphanumeric(22)}`],
  "launchdarkly-key": [() => `sdk-${draw.hex(8)}-${draw.hex(4)}-4${draw.hex(3)}-9${draw.hex(3)}-${draw.hex(12)}`],
  "braintree-token": [() => `access_token$production$${draw.text(16, SMALL)}$${draw.hex(32)}`],
  "plaid-token": [() => `access-production-${draw.uuid()}`],
  "brevo-key": [() => `xkeysib-${draw.hex(64)}-${draw.alphanumeric(16)}`],
  "easypost-key": [() => `EZAK${draw.alphanumeric(54)}`],
  "shippo-token": [() => `shippo_live_${draw.hex(40)}`],
  "duffel-token": [() => `duffel_live_${draw.alphanumeric(43)}`],
  "flutterwave-key": [() => `FLWSECK-${draw.hex(32)}-X`],
  "model-api-key": [
    () => `pplx-${draw.alphanumeric(48)}`,
    () => `r8_${draw.alphanumeric(37)}`,
    () => `xai-${draw.alphanumeric(80)}`,
    () => `nvapi-${draw.alphanumeric(64)}`,
    () => `lsv2_pt_${draw.hex(32)}_${draw.hex(10)}`,
  ],
};

const rulesIn = (text: string): string[] => secretsIn({ setting: text }).map(({ rule }) => rule);

describe("vendors' tokens", () => {
  it("are all here", () => {
    assert.deepEqual(Object.keys(TOKENS), [...new Set(VENDORS.map(({ rule }) => rule))]);
  });

  for (const [rule, makers] of Object.entries(TOKENS)) {
    it(`${rule} is found under a name that says nothing, and in a sentence`, () => {
      for (const make of makers) {
        const token = make();
        assert.ok(rulesIn(token).includes(rule));
        assert.ok(rulesIn(`it is ${token}, as they say`).includes(rule));
      }
    });

    it(`${rule} is none when cut in half, or within another word`, () => {
      for (const make of makers) {
        const token = make();
        assert.ok(!rulesIn(token.slice(0, token.length / 2)).includes(rule));
        assert.ok(!rulesIn(`x${token}`).includes(rule));
      }
    });
  }
});
