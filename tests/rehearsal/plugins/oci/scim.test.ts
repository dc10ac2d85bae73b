/** Attributes' names on their way to an identity domain and back. */
import assert from "node:assert/strict";
import { fromScim, toScim } from "../../../../rehearsal/plugins/oci/scim.ts";

const URN = "urn:ietf:params:scim:schemas:oracle:idcs:extension:user:User";
const FLAT = "urnietfparamsscimschemasoracleidcsextensionuserUser";

describe("an identity domain's names", () => {
  it("are SCIM's in what is sent, without what only says how to ask", () => {
    const sent = toScim({
      idcsEndpoint: "https://idcs.example",
      attributeSets: ["all"],
      forceDelete: true,
      schemas: [URN],
      members: [{ value: "1", ref: "Users/1", display: null }],
      [FLAT]: { serviceUser: true },
      title: null,
    });
    assert.deepEqual(sent, {
      schemas: [URN],
      members: [{ value: "1", $ref: "Users/1" }],
      [URN]: { serviceUser: true },
    });
  });

  it("are Pulumi's in what is answered", () => {
    const answer = { id: "1", groups: [{ $ref: "Groups/1" }], [URN]: { serviceUser: true } };
    assert.deepEqual(fromScim(answer), { id: "1", groups: [{ ref: "Groups/1" }], [FLAT]: { serviceUser: true } });
  });
});
