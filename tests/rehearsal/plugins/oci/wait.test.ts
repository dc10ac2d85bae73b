import assert from "node:assert/strict";
import { waitUntil, WaitError } from "../../../../rehearsal/plugins/oci/rest/wait.ts";

describe("waiting for a state", () => {
  let clock: number;
  const timing = {
    now: () => clock,
    sleep: async (milliseconds: number) => {
      pauses.push(milliseconds);
      clock += milliseconds;
    },
  };
  let pauses: number[];
  beforeEach(() => {
    clock = 0;
    pauses = [];
  });
  const waiting = { what: "the pool to be RUNNING", timeout: 10_000, timing };
  /** States seen one after the other; the last one stays. */
  const seeing = (...states: string[]) => {
    return async () => {
      const state = (states.length > 1 ? states.shift() : states[0]) ?? "";
      return state === "RUNNING" ? { done: true as const, value: state } : { done: false as const, state };
    };
  };

  it("looks at once and doesn't pause for what is there already", async () => {
    assert.equal(await waitUntil(waiting, seeing("RUNNING")), "RUNNING");
    assert.deepEqual(pauses, []);
  });

  it("pauses longer from look to look, a second at most", async () => {
    await waitUntil(waiting, seeing(...Array<string>(12).fill("SCALING"), "RUNNING"));
    assert.deepEqual(pauses.slice(0, 3), [50, 75, 112.5]);
    assert.equal(Math.max(...pauses), 1_000);
  });

  it("gives up at the deadline and says in which state it was left", async () => {
    await assert.rejects(waitUntil(waiting, seeing("SCALING")), (error: Error) => {
      assert.ok(error instanceof WaitError);
      assert.match(error.message, /waited 10 s for the pool to be RUNNING, and it is still SCALING/);
      return true;
    });
    assert.ok(clock >= 10_000 && clock < 11_100, `at ${clock} ms`);
  });

  it("ends at once when the look throws", async () => {
    const look = async (): Promise<never> => {
      throw new WaitError("it is FAILED");
    };
    await assert.rejects(waitUntil(waiting, look), /FAILED/);
    assert.deepEqual(pauses, []);
  });
});
