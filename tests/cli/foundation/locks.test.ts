import assert from "node:assert/strict";
import { lockHolders, lockState } from "../../../cli/foundation/locks.ts";
import type { LockState } from "../../../cli/foundation/locks.ts";
import { withLock } from "../../../cli/foundation/pulumi.ts";
import type { Run } from "../../../cli/foundation/pulumi.ts";

const ALIVE = 11;
const machine = { host: "here", isAlive: (pid: number) => pid === ALIVE };

const CASES: readonly { what: string; holders: readonly (readonly [host: string, pid: number])[]; state: LockState }[] =
  [
    { what: "no lock", holders: [], state: "free" },
    { what: "one of a process that is no more", holders: [["here", 12]], state: "dead" },
    { what: "one of a living process", holders: [["here", ALIVE]], state: "alive" },
    { what: "one of another machine, whose pid nobody here knows", holders: [["there", 12]], state: "unknown" },
    {
      what: "a dead one beside a living one",
      holders: [
        ["here", 12],
        ["here", ALIVE],
      ],
      state: "alive",
    },
    {
      what: "a dead one beside another machine's",
      holders: [
        ["here", 12],
        ["there", 12],
      ],
      state: "unknown",
    },
  ];

describe("a lock on the foundation's stack", () => {
  for (const { what, holders, state } of CASES) {
    it(`is ${state}: ${what}`, () => assert.equal(lockState(lockHolders(refused(...holders)), machine), state));
  }

  it("is told in a folder as in a bucket", () => {
    for (const url of [
      "file:///a/.pulumi/locks/x.json?metadata=skip",
      "s3://states/.pulumi/locks/x.json?region=eu-central-1",
    ]) {
      const [holder] = lockHolders(refused(["here", 12]).replace("URL", url));
      assert.deepEqual(holder, { user: "root", host: "here", pid: 12, since: "2026-11-21T18:00:00Z" });
    }
  });

  it("is no reason that another failure has", () => assert.deepEqual(lockHolders("error: AccessDenied"), []));

  it("is taken away where the holder is dead", async () => {
    const { cancelled, run } = await locked([refused(["here", 12]), ""]);
    assert.deepEqual([cancelled, run.code], [1, 0]);
  });

  it("is waited for where the holder lives", async () => {
    const { cancelled, run, told } = await locked([refused(["here", ALIVE]), refused(["here", ALIVE]), ""]);
    assert.deepEqual([cancelled, run.code], [0, 0]);
    assert.equal(told.filter((line) => line.startsWith("locked by process 11 of root on here")).length, 1);
  });

  it("is nobody's to take away where it is another machine's, or lives on", async () => {
    await assert.rejects(locked([refused(["there", 12])]), /process 12 of root on there since 2026[^]*pulumi cancel/);
    await assert.rejects(locked(Array.from({ length: 100 }, () => refused(["here", ALIVE]))), /locked by process 11/);
  });
});

function refused(...holders: readonly (readonly [host: string, pid: number])[]): string {
  if (holders.length === 0) return "";
  const lines = holders.map(([host, pid]) => `\n  URL: created by root@${host} (pid ${pid}) at 2026-11-21T18:00:00Z`);
  return `error: the stack is currently locked by ${holders.length} lock(s). Either wait${lines.join("")}`;
}

/** Runs that end with these outputs, an empty one well. */
async function locked(outputs: readonly string[]): Promise<{ run: Run; cancelled: number; told: string[] }> {
  const left = [...outputs];
  const told: string[] = [];
  let cancelled = 0;
  const next = () => {
    const output = left.shift() ?? "";
    return Promise.resolve({ code: output === "" ? 0 : 255, output, stdout: "" });
  };
  const cancel = () => {
    cancelled += 1;
    return Promise.resolve();
  };
  const run = await withLock(
    next,
    cancel,
    (line) => void told.push(line),
    machine,
    () => Promise.resolve(),
  );
  return { run, cancelled, told };
}
