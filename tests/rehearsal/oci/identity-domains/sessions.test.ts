import assert from "node:assert/strict";
import { sessionKey } from "../../../../rehearsal/oci/services/identity-domains/index.ts";
import { COMPARTMENTS } from "../../../../rehearsal/oci/tenancy.ts";
import { send, signed } from "../http/raw.ts";
import type { RawAnswer } from "../http/raw.ts";
import { ADMIN, field, freshKeys, openDomain, USER_DOCUMENT } from "./fixture.ts";
import type { Domain, Pair } from "./fixture.ts";

const LIST = `/20160918/vcns?compartmentId=${COMPARTMENTS[0]?.id ?? ""}`;
const pem = ({ privateKey }: Pair): string => privateKey.export({ type: "pkcs8", format: "pem" }).toString();

describe("a session", () => {
  let domain: Domain;
  beforeEach(async () => {
    domain = await openDomain();
  });
  afterEach(() => domain.world.close());

  async function list(keyId: string, pair: Pair): Promise<RawAnswer> {
    return await send(domain.world, await signed(domain.world, "GET", LIST, "", { keyId, privateKey: pem(pair) }));
  }

  function refused(answer: RawAnswer, why: RegExp): void {
    assert.deepEqual([answer.status, answer.code], [401, "NotAuthenticated"], answer.text);
    assert.match(answer.message, why);
  }

  it("signs requests with its own key", async () => {
    const { keyId, pair } = await domain.session();
    assert.equal((await list(keyId, pair)).status, 200);
    const body = JSON.stringify({ compartmentId: COMPARTMENTS[0]?.id, cidrBlocks: ["10.0.0.0/16"] });
    const write = await signed(domain.world, "POST", "/20160918/vcns", body, { keyId, privateKey: pem(pair) });
    assert.equal((await send(domain.world, write)).status, 200);
  });

  it("is refused with another key", async () => {
    const { keyId } = await domain.session();
    refused(await list(keyId, freshKeys()), /authentication/);
  });

  it("ends after an hour of the world's time", async () => {
    const { keyId, pair } = await domain.session();
    domain.world.advance(3599);
    assert.equal((await list(keyId, pair)).status, 200);
    domain.world.advance(1);
    refused(await list(keyId, pair), /has expired/);
  });

  it("ends after an hour of its client's time, whatever the world's clock says", async () => {
    const { keyId } = await domain.session();
    const moment = domain.world.runtime.present();
    assert.equal(sessionKey(moment, keyId, Date.now() + 3_590_000).userId, domain.userId);
    assert.throws(() => sessionKey(moment, keyId, Date.now() + 3_600_000), /has expired/);
  });

  it("is not another's because somebody wrote a token", async () => {
    const { token, pair } = await domain.session();
    const [header = "", payload = "", signature = ""] = token.split(".");
    const claims: unknown = JSON.parse(Buffer.from(payload, "base64url").toString());
    const longer = Buffer.from(JSON.stringify({ ...Object(claims), exp: 9_999_999_999 })).toString("base64url");
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    for (const forged of [`${header}.${longer}.${signature}`, `${none}.${payload}.`, `${header}.${payload}.`, "word"]) {
      refused(await list(`ST$${forged}`, pair), /was not issued here/);
    }
  });

  it("ends with its user", async () => {
    const { keyId, pair } = await domain.session();
    const { world, userId } = domain;
    await world.send("PUT", `${ADMIN}/Users/${userId}`, { ...USER_DOCUMENT, active: false });
    refused(await list(keyId, pair), /no longer active/);
    await world.send("PUT", `${ADMIN}/Users/${userId}`, USER_DOCUMENT);
    assert.equal((await list(keyId, pair)).status, 200);
    await world.send("DELETE", `${ADMIN}/Users/${userId}`);
    refused(await list(keyId, pair), /no longer active/);
  });

  it("is one of many, each with its own key", async () => {
    const first = await domain.session();
    const other = freshKeys();
    const answer = await domain.exchange(await domain.token(), {
      public_key: other.publicKey.export({ type: "spki", format: "der" }).toString("base64"),
    });
    const second = `ST$${field(answer, "token")}`;
    assert.equal((await list(second, other)).status, 200);
    assert.equal((await list(first.keyId, first.pair)).status, 200);
    refused(await list(second, first.pair), /authentication/);
  });
});
