import assert from "node:assert/strict";
import { saysReplaces } from "../../../../rehearsal/plugins/aws/facts/hints.ts";

describe("what a doc comment says about a change", () => {
  for (const comment of [
    "Name. Changing this forces a new resource.",
    "File system ID. Changing this value forces replacement.",
    "(Optional, Forces new resource) Where it is.",
    "Forces replacement if changed.",
    "If `primaryId` is changed, creates a new resource.",
    "Changing this will force terraform to create new resource.",
    "The name. Changing `name` will create a new resource.",
    "Changing this value requires creating a new resource.",
    "Defaults to `default`. Changing it recreates the resource.",
    "The routing label. Changing this value will force recreation of the resource.",
  ]) {
    it(`is that it replaces: ${comment}`, () => assert.equal(saysReplaces(comment), true));
  }

  for (const comment of [
    "Enable to force a new task deployment of the service.",
    "If `type` is anything other than `Interface`, changing this value forces a new resource to be created.",
    "When decreased, this will force a recreation of the resource.",
    "Whether to force delete non-empty buckets.",
    "Use `0` to force deletion without recovery.",
    "For Load Balancers of type `network` subnets can only be added, deleting one will force a recreation of the resource.",
    "Can be updated in place without recreating the channel.",
    "Changing this value to an empty string forces replacement of the resource.",
  ]) {
    it(`is no such thing: ${comment}`, () => assert.equal(saysReplaces(comment), false));
  }
});
