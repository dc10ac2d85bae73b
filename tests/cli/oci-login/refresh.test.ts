import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freshPair, ociLogin } from "../../../cli/oci-login/index.ts";
import { firstTry, keepAlive, nextTry } from "../../../cli/oci-login/refresh.ts";
import { openJob, portsOf } from "./fixture.ts";

const HOUR = 3_600_000;

/** A clock that the sleeper alone moves; it stops everything after so many sleeps. */
function sleeper(sleeps: number) {
  const ended = new AbortController();
  const slept: number[] = [];
  let now = 0;
  return {
    slept,
    signal: ended.signal,
    now: () => now,
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
      now += milliseconds;
      if (slept.length > sleeps) ended.abort();
    },
  };
}

describe("a session that is kept alive", () => {
  const session = async (endsAt: number) => ({ token: "t", beganAt: endsAt - HOUR, endsAt, ...(await freshPair()) });

  it("is refreshed at half of its time, again and again", async () => {
    const clock = sleeper(2);
    const told: string[] = [];
    let renewed = 0;
    const renew = async () => {
      renewed += 1;
      return await session(clock.now() + HOUR);
    };
    await keepAlive(await session(HOUR), { ...clock, renew, tell: (line) => told.push(line) }, clock.signal);
    assert.equal(renewed, 2);
    assert.deepEqual(clock.slept, [HOUR / 2, HOUR / 2, HOUR / 2]);
    assert.match(told[0] ?? "", /refreshed; it ends at 1970-01-01T01:30/);
  });

  it("is tried for again soon after a failure, and later after each", async () => {
    const clock = sleeper(4);
    const told: string[] = [];
    let tries = 0;
    const renew = async () => {
      tries += 1;
      if (tries < 4) throw new Error("the domain is away");
      return await session(clock.now() + HOUR);
    };
    await keepAlive(await session(HOUR), { ...clock, renew, tell: (line) => told.push(line) }, clock.signal);
    assert.deepEqual(clock.slept, [HOUR / 2, 5_000, 10_000, 20_000, HOUR / 2]);
    assert.match(told[0] ?? "", /it ends in 1800 s; trying again in 5 s. the domain is away/);
  });

  it("is tried for also after it has ended, and says so", async () => {
    const clock = sleeper(1);
    const told: string[] = [];
    const renew = async () => Promise.reject(new Error("away"));
    await keepAlive(await session(6_000), { ...clock, renew, tell: (line) => told.push(line) }, clock.signal);
    assert.match(told[0] ?? "", /it ends in 1 s/);
    assert.equal(firstTry({ endsAt: 0 }, 100), 5_000);
    assert.deepEqual([1, 2, 3, 4, 5, 9].map(nextTry), [5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });
});

describe("tidegate oci-login --refresh-while", function () {
  this.timeout(30_000);

  it("runs the command within the session, refreshes its token, and takes the files away", async () => {
    const job = await openJob();
    const out = join(job.folder.path, "seen");
    const go = join(job.folder.path, "go");
    // The command ends once the token in its file is another than the one that it began with.
    const script = `
      const { readFileSync, writeFileSync, existsSync } = require("node:fs");
      const profile = readFileSync(process.env.OCI_CONFIG_FILE, "utf8");
      const file = /security_token_file=(.*)/.exec(profile)[1];
      const first = readFileSync(file, "utf8");
      writeFileSync(${JSON.stringify(go)}, "");
      const look = setInterval(() => {
        const second = readFileSync(file, "utf8");
        if (second !== first) {
          clearInterval(look);
          writeFileSync(${JSON.stringify(out)}, [process.env.OCI_CLI_AUTH, first === "", second.split(".").length].join(" "));
          process.exitCode = 7;
        }
      }, 20);`;
    // The first sleep lasts until the command has read its token, the next one until it has ended.
    let sleeps = 0;
    const sleep = async (_milliseconds: number, signal: AbortSignal) => {
      sleeps += 1;
      if (sleeps === 1) {
        while (!existsSync(go)) await pause(20);
      } else {
        await pause(60_000, undefined, { signal }).catch(() => undefined);
      }
    };
    try {
      const ports = portsOf(job.env, { sleep });
      const code = await ociLogin({}, [process.execPath, "-e", script], ports);
      assert.equal(code, 7);
      assert.equal(await readFile(out, "utf8"), "security_token false 3");
      assert.deepEqual(await readdir(join(job.folder.path, "tidegate-oci", ".oci")), []);
      assert.match(ports.told.join("\n"), /The session was refreshed/);
      assert.deepEqual(ports.printed, []);
    } finally {
      await job.close();
    }
  });

  it("says why a command can't be started, and takes the files away", async () => {
    const job = await openJob();
    try {
      await writeFile(join(job.folder.path, "x"), "");
      await assert.rejects(ociLogin({}, [join(job.folder.path, "x")], portsOf(job.env)), /can't be started: .*EACCES/);
      assert.deepEqual(await readdir(join(job.folder.path, "tidegate-oci", ".oci")), []);
    } finally {
      await job.close();
    }
  });

  it("hands on the signal's end as a shell does", async () => {
    const job = await openJob();
    try {
      const kill = "process.kill(process.pid, 'SIGTERM'); setTimeout(() => {}, 10000)";
      assert.equal(await ociLogin({}, [process.execPath, "-e", kill], portsOf(job.env)), 143);
    } finally {
      await job.close();
    }
  });
});
