import assert from "node:assert/strict";
import { rollbackTarget } from "../../cli/rollback.ts";

const SERVES = "ocid1.instanceconfiguration.oc1.eu-frankfurt-1.new";
const BEFORE = "ocid1.instanceconfiguration.oc1.eu-frankfurt-1.old";
const OUTPUTS = { instance_configuration_id: SERVES, previous_instance_configuration_id: BEFORE };

describe("A rollback", () => {
  it("goes to what served before", () => {
    assert.equal(rollbackTarget(OUTPUTS, undefined), BEFORE);
  });

  it("goes to the configuration that is named", () => {
    const other = "ocid1.instanceconfiguration.oc1.eu-frankfurt-1.older";
    assert.equal(rollbackTarget(OUTPUTS, other), other);
  });

  it("is refused when nothing served before", () => {
    assert.throws(
      () => rollbackTarget({ ...OUTPUTS, previous_instance_configuration_id: "" }, undefined),
      /nothing to roll back to/,
    );
  });

  it("is refused for something that is no instance configuration", () => {
    assert.throws(
      () => rollbackTarget(OUTPUTS, "ocid1.instance.oc1.eu-frankfurt-1.abc"),
      /no OCID of an instance configuration/,
    );
  });

  it("is refused for what serves already", () => {
    assert.throws(() => rollbackTarget(OUTPUTS, SERVES), /serves already/);
  });
});
