import assert from "node:assert/strict";
import { ownName } from "@tidegate/faults";
import { OidcProvider, oidcProviderFaults } from "../../../../components/trust/aws/oidcProvider.ts";
import type { OidcProviderArgs } from "../../../../components/trust/aws/oidcProvider.ts";
import { PULUMI_ISSUER } from "../../../../components/trust/deployment.ts";
import { build } from "../../aws/built.ts";
import { refuses } from "../../aws/faults.ts";

const inputsOf = async (args: OidcProviderArgs) =>
  (await build((options) => new OidcProvider("github", args, options))).only("OpenIdConnectProvider").inputs;

describe("the provider of GitHub's tokens", () => {
  it("takes github.com's issuer for AWS's audience, and no thumbprint", async () => {
    assert.deepEqual(await inputsOf({}), {
      url: "https://token.actions.githubusercontent.com",
      clientIdLists: ["sts.amazonaws.com"],
    });
  });

  it("takes what it is given", async () => {
    const thumbprints = ["0".repeat(40)];
    assert.deepEqual(
      await inputsOf({ issuer: "https://ghes.example/_services/token", audiences: ["a", "b"], thumbprints }),
      {
        url: "https://ghes.example/_services/token",
        clientIdLists: ["a", "b"],
        thumbprintLists: thumbprints,
      },
    );
  });

  it("takes Pulumi's issuer for an organisation", async () => {
    const { component, only } = await build(
      (options) => new OidcProvider("pulumi", { issuer: PULUMI_ISSUER, audiences: ["tidegate"] }, options),
    );
    const { inputs } = only("OpenIdConnectProvider");
    assert.deepEqual(inputs, { url: "https://api.pulumi.com/oidc", clientIdLists: ["tidegate"] });
    assert.equal(component.host, "api.pulumi.com/oidc");
  });

  it("is known to conditions by its host", async () => {
    const { component } = await build((options) => new OidcProvider("github", {}, options));
    assert.equal(component.host, "token.actions.githubusercontent.com");
  });

  describe("refuses", () => {
    refuses<OidcProviderArgs>(
      {},
      (args) => oidcProviderFaults(args, ownName),
      (args) => new OidcProvider("github", args),
      [
        ["no audience", { audiences: [] }, ["audiences"]],
        ["an empty audience", { audiences: [""] }, ["audiences[0]"]],
        ["a pattern for an audience", { audiences: ["*"] }, ["audiences[0]"]],
        ["an audience twice", { audiences: ["a", "a"] }, ["audiences[1]"]],
        ["no organisation for Pulumi's issuer", { issuer: PULUMI_ISSUER }, ["audiences[0]"]],
        [
          "an organisation in capitals",
          { issuer: PULUMI_ISSUER, audiences: ["tidegate", "Tidegate"] },
          ["audiences[1]"],
        ],
        ["plain HTTP", { issuer: "http://token.example" }, ["issuer"]],
        ["an issuer with a query", { issuer: "https://token.example?x" }, ["issuer"]],
        ["a thumbprint that is none", { thumbprints: ["x"] }, ["thumbprints[0]"]],
        [
          "everything, all at once",
          { audiences: [], issuer: "", thumbprints: [""] },
          ["audiences", "issuer", "thumbprints[0]"],
        ],
      ],
    );
  });
});
