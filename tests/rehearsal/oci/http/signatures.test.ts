import assert from "node:assert/strict";
import { createHmac, generateKeyPairSync } from "node:crypto";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";
import { COVERED, COVERED_WITH_BODY, digestOf, send, signed } from "./raw.ts";
import type { RawAnswer } from "./raw.ts";

const compartmentId = COMPARTMENTS[0]?.id ?? "";
const VCNS = "/20160918/vcns";
const LIST = `${VCNS}?compartmentId=${compartmentId}`;
const BODY = JSON.stringify({ compartmentId, cidrBlocks: ["10.0.0.0/16"] });

describe("a request's signature", () => {
  let world: TestWorld;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());

  const vcns = () => Object.keys(world.runtime.world.collections["vcns"] ?? {}).length;

  function refused(answer: RawAnswer, why: RegExp): void {
    assert.deepEqual([answer.status, answer.code], [401, "NotAuthenticated"], answer.text);
    assert.match(answer.message, why);
    assert.match(String(answer.headers["opc-request-id"]), /[0-9A-F]{32}/);
  }

  it("lets a request through when it is right, on reads and on writes", async () => {
    assert.equal((await send(world, await signed(world, "GET", LIST))).status, 200);
    const before = vcns();
    assert.equal((await send(world, await signed(world, "POST", VCNS, BODY))).status, 200);
    assert.equal(vcns(), before + 1);
  });

  it("must be there", async () => {
    const request = await signed(world, "GET", LIST);
    delete request.headers["authorization"];
    refused(await send(world, request), /not signed as OCI asks for/);
    refused(
      await send(world, { ...request, headers: { ...request.headers, authorization: "Basic eDp5" } }),
      /not signed/,
    );
  });

  it("no longer holds once a byte of the body has changed", async () => {
    const before = vcns();
    const request = await signed(world, "POST", VCNS, BODY);
    request.body = BODY.replace("10.0.0.0", "10.1.0.0");
    refused(await send(world, request), /x-content-sha256 is not the digest/);
    request.headers["x-content-sha256"] = digestOf(request.body);
    refused(await send(world, request), /authentication/);
    assert.equal(vcns(), before);
  });

  it("no longer holds for another path or method", async () => {
    const request = await signed(world, "GET", LIST);
    refused(await send(world, { ...request, path: `${LIST}&displayName=other` }), /authentication/);
    refused(await send(world, { ...request, path: LIST.replace("vcns", "subnets") }), /authentication/);
    refused(await send(world, { ...request, method: "DELETE", path: `${VCNS}/${compartmentId}` }), /authentication/);
  });

  it("is by a key that is known here, and by that key's private half", async () => {
    const keyId = `${await world.provider.getKeyId()}0`;
    refused(await send(world, await signed(world, "GET", LIST, "", { keyId })), /No API key is known here/);
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      publicKeyEncoding: { type: "spki", format: "pem" },
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
    });
    refused(await send(world, await signed(world, "GET", LIST, "", { privateKey })), /authentication/);
  });

  it("can't be one that the public key alone makes", async () => {
    const request = await signed(world, "GET", LIST, "", { algorithm: "hmac-sha256" });
    const text = `date: ${request.headers["date"]}\n(request-target): get ${LIST}\nhost: ${request.headers["host"]}`;
    const signature = createHmac("sha256", world.runtime.world.apiKeys[0]!.publicKey).update(text).digest("base64");
    const authorization = request.headers["authorization"]!.replace(/signature="[^"]*"/, `signature="${signature}"`);
    refused(await send(world, { ...request, headers: { ...request.headers, authorization } }), /authentication/);
  });

  it("is made with the one algorithm that OCI takes", async () => {
    refused(await send(world, await signed(world, "GET", LIST, "", { algorithm: "rsa-sha512" })), /authentication/);
  });

  for (const dateOff of [-400, 400]) {
    it(`is refused with a date ${dateOff} s off`, async () => {
      refused(await send(world, await signed(world, "GET", LIST, "", { dateOff })), /skew/);
      const nearer = await signed(world, "GET", LIST, "", { dateOff: dateOff / 2 });
      assert.equal((await send(world, nearer)).status, 200);
    });
  }

  for (const header of COVERED_WITH_BODY) {
    it(`covers ${header}`, async () => {
      const covered = COVERED_WITH_BODY.filter((name) => name !== header);
      const answer = await send(world, await signed(world, "POST", VCNS, BODY, { covered }));
      refused(answer, new RegExp(header.replace(/[()]/g, "\\$&")));
    });
  }

  it("covers the body also where the request says that it has none", async () => {
    const request = await signed(world, "POST", VCNS, "", { covered: COVERED });
    refused(await send(world, request), /content-length, content-type, x-content-sha256/);
  });
});
