import assert from "node:assert/strict";
import { Secret, ownName, secretFaults } from "@tidegate/aws";
import { arnOf, build, known } from "../built.ts";

const ARGS = { secretName: "quiz-dev/mail", description: "The mail provider's key", protect: false };
const secret = (more: object = {}) => build((options) => new Secret("mail", { ...ARGS, ...more }, options));

describe("Secret", () => {
  it("begins with CHANGEME, which no state reads back", async () => {
    const { only } = await secret();
    const { inputs } = only("SecretVersion");
    assert.equal(inputs["secretString"], undefined);
    assert.match(JSON.stringify(inputs["secretStringWo"]), /"CHANGEME"/);
    assert.equal(inputs["secretStringWoVersion"], 1);
  });

  it("labels the placeholder, so that it is never cleared away and made again on top of a real value", async () => {
    const { only } = await secret();
    const { inputs, options } = only("SecretVersion");
    assert.deepEqual(inputs["versionStages"], ["AWSCURRENT", "PLACEHOLDER"]);
    assert.deepEqual(options.ignoreChanges, ["versionStages"]);
  });

  it("can be brought back for 30 days where it is protected, and goes at once where it isn't", async () => {
    const guarded = (await secret({ protect: true })).only("Secret");
    assert.deepEqual([guarded.inputs["recoveryWindowInDays"], guarded.options.protect], [30, true]);
    const free = (await secret()).only("Secret");
    assert.deepEqual([free.inputs["recoveryWindowInDays"], free.options.protect], [0, false]);
  });

  it("tells its ARN and name", async () => {
    const { component } = await secret();
    assert.equal(await known(component.arn), arnOf("aws:secretsmanager/secret:Secret", "quiz-dev/mail"));
    assert.equal(await known(component.name), "quiz-dev/mail");
  });

  it("refuses a name that Secrets Manager doesn't take", () => {
    const paths = (secretName: string) => secretFaults({ secretName }, ownName).map(({ path }) => path);
    assert.deepEqual(paths("quiz/dev.mail_key+1=@-a"), []);
    assert.deepEqual(paths("quiz mail"), ["secretName"]);
    assert.deepEqual(paths(""), ["secretName"]);
  });
});
