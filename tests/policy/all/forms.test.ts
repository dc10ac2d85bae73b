import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { gzipSync } from "node:zlib";
import { formsIn } from "./forms.ts";

describe("the search for a secret in what is printed", () => {
  // With what URLs and JSON escape, and what tells the two alphabets of base64 apart.
  const secret = `${randomBytes(12).toString("hex")}/"é~~~???>>>`;
  const around = (text: string, before = ""): string => `${before}${text} behind it`;

  for (const [name, printed] of [
    ["plain", around(secret)],
    ["hex", Buffer.from(around(secret, "x")).toString("hex")],
    ["HEX", Buffer.from(secret).toString("hex").toUpperCase()],
    ["url", `https://host/?token=${encodeURIComponent(secret)}`],
    ["json", JSON.stringify({ message: around(secret) })],
    ["json twice", JSON.stringify({ message: JSON.stringify({ message: around(secret) }) })],
    ["base64 0", Buffer.from(around(secret)).toString("base64")],
    ["base64 1", Buffer.from(around(secret, "x")).toString("base64")],
    ["base64 2", Buffer.from(around(secret, "xy")).toString("base64")],
    ["base64url 0", Buffer.from(around(secret, "xyz")).toString("base64url")],
    ["base64url 1", Buffer.from(around(secret, "wxyz")).toString("base64url")],
    ["gzip", around(gzipSync(around(secret)).toString("base64"), "userData: ")],
  ] as const) {
    it(`finds it: ${name}`, () => assert.ok(formsIn(printed, secret).includes(name), printed));
  }

  it("finds nothing where it isn't", () => {
    assert.deepEqual(formsIn(`${"H4sI".repeat(9)} ${randomBytes(999).toString("base64")}`, secret), []);
  });
});
