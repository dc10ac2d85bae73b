import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { placesOf } from "../../../../policy/secret-free/places/places.ts";
import { TABLE, UNMARKED } from "../../../../policy/secret-free/places/table.ts";
import { SDK_PLACES_FILE, sdkPlacesText } from "./generate.ts";
import { SDKS, secretOutputsOf } from "./sdks.ts";

describe("places that are there for secrets", () => {
  it("are those that the installed SDKs mark", async () => {
    const text = await sdkPlacesText();
    assert.equal(readFileSync(SDK_PLACES_FILE, "utf8"), text, "run node tests/policy/secret-free/places/generate.ts");
  }).timeout(60_000);

  it("leave out only what an SDK marks, each with a reason", () => {
    const marked = new Set(
      SDKS.flatMap((sdk) => Object.entries(secretOutputsOf(sdk))).flatMap(([type, names]) =>
        names.map((name) => `${type} ${name}`),
      ),
    );
    assert.deepEqual(
      Object.keys(UNMARKED).filter((one) => !marked.has(one)),
      [],
    );
    for (const reason of Object.values(UNMARKED)) assert.ok(reason.length > 3);
  }).timeout(60_000);

  it("name their sources", () => {
    for (const place of Object.values(TABLE).flat()) assert.match(place.source, /^https:\/\//);
    assert.deepEqual(
      placesOf("aws:rds/instance:Instance").map(({ path }) => path),
      ["password", "passwordWo"],
    );
    assert.deepEqual(placesOf("aws:s3/bucket:Bucket"), []);
  });
});
