import assert from "node:assert/strict";
import { chooseVictims, placeNext } from "../../../../rehearsal/oci/services/compute/pool-placement.ts";

const member = (id: string, availabilityDomain: string, faultDomain: string, minute: number) => {
  return { id, availabilityDomain, faultDomain, timeCreated: new Date(Date.UTC(2026, 0, 5, 9, minute)).toISOString() };
};

describe("a pool's placement", () => {
  const members = [
    member("a", "AD-1", "FD-1", 3),
    member("b", "AD-1", "FD-2", 1),
    member("c", "AD-1", "FD-2", 2),
    member("d", "AD-2", "FD-1", 0),
  ];

  it("takes from the fullest availability domain, there from the fullest fault domain, there the oldest", () => {
    assert.deepEqual(
      chooseVictims(members, 3).map(({ id }) => id),
      ["b", "c", "d"],
    );
  });

  it("takes no more than there are", () => {
    assert.equal(chooseVictims(members, 9).length, 4);
  });

  it("fills the emptiest availability domain, and keeps to the fault domains given", () => {
    const placements = [{ availabilityDomain: "AD-1" }, { availabilityDomain: "AD-2", faultDomains: ["FD-1", "FD-3"] }];
    const next = placeNext(placements, members);
    assert.equal(next?.placement.availabilityDomain, "AD-2");
    assert.equal(next.faultDomain, "FD-3");
  });
});
