import { UNKNOWN } from "@tidegate/policy";
import type { Bag, Value } from "@tidegate/policy";
import { holds } from "./judged.ts";

const statement = (given: Value): Bag => ({
  statements: ["Allow group Default/ok to read repos in compartment id c", given],
});

describe("keyless: statements of OCI", () => {
  holds([
    {
      policy: "oci-statements-named",
      type: "oci:Identity/policy:Policy",
      fine: statement("Allow group Default/deploy to manage instance-pools in compartment id ocid1.compartment.oc1..a"),
      alsoFine: [
        ["a dynamic group", statement("Allow dynamic-group app to use keys in tenancy")],
        [
          "a service",
          statement(
            "Allow service objectstorage-eu-frankfurt-1 to use keys in compartment id c where target.key.id = 'k'",
          ),
        ],
        ["reading in the tenancy", statement("Allow group auditors to read all-resources in tenancy")],
        [
          "managing one thing in the tenancy",
          statement("Allow group deploy to manage repos in tenancy where target.repo.name = 'orders'"),
        ],
        [
          "managing several things in the tenancy",
          statement(
            "Allow group deploy to manage repos in tenancy where any {target.repo.name = 'a', target.repo.name='b'}",
          ),
        ],
        [
          "resources of one kind",
          statement(
            "ALLOW any-user to use functions-family in compartment c where ALL {request.principal.type= 'ApiGateway', request.resource.compartment.id = 'x'}",
          ),
        ],
        [
          "resources of two kinds",
          statement(
            "Allow any-group to read vaults in compartment c where any {request.principal.id='a', all {request.principal.type='x', target.vault.id='v'}}",
          ),
        ],
        [
          "a name that only stands in a text",
          statement(
            "Allow group deploy to use tag-namespaces in compartment c where target.tag-namespace.name = 'any-user'",
          ),
        ],
        ["a denial", statement("Deny any-user to manage all-resources in tenancy")],
        ["a definition", statement("Define tenancy partner as ocid1.tenancy.oc1..a")],
        ["a statement that isn't known yet", statement(UNKNOWN)],
        ["statements that aren't known yet", { statements: UNKNOWN }],
      ],
      breaks: [
        ["any user", statement("Allow any-user to read buckets in compartment c"), "statements[1] anybody"],
        ["any group", statement("allow ANY-GROUP to inspect users\n  in tenancy"), "statements[1] anybody"],
        [
          "any user among groups",
          statement("Allow group a, any-user to read buckets in compartment c"),
          "statements[1] anybody",
        ],
        [
          "any user of another tenancy",
          statement("Admit any-user of tenancy partner to read buckets in compartment c"),
          "statements[1] anybody",
        ],
        [
          "any user with a condition on the thing",
          statement("Allow any-user to read buckets in compartment c where target.bucket.name = 'a'"),
          "statements[1] anybody",
        ],
        [
          "any user of one kind, or of any",
          statement(
            "Allow any-user to read buckets in compartment c where any {request.principal.type='x', target.bucket.name='a'}",
          ),
          "statements[1] anybody",
        ],
        [
          "any user of the kind that all users are",
          statement("Allow any-user to read buckets in compartment c where request.principal.type = 'User'"),
          "statements[1] anybody",
        ],
        [
          "any user but one kind",
          statement("Allow any-user to read buckets in compartment c where request.principal.type != 'x'"),
          "statements[1] anybody",
        ],
        [
          "any user by a pattern",
          statement("Allow any-user to read buckets in compartment c where request.principal.id = /ocid1*/"),
          "statements[1] anybody",
        ],
        [
          "a condition that doesn't close",
          statement("Allow any-user to read buckets in compartment c where all {request.principal.id = 'a'"),
          "statements[1] anybody",
        ],
        [
          "managing everything",
          statement("Allow group admins to manage all-resources in tenancy"),
          "statements[1] tenancy",
        ],
        [
          "managing everything, though a target is named",
          statement("Allow group a to manage all-resources in tenancy where target.compartment.name = 'x'"),
          "statements[1] tenancy",
        ],
        [
          "managing one kind everywhere",
          statement("Allow group deploy to manage repos in tenancy"),
          "statements[1] tenancy",
        ],
        [
          "managing in the root compartment by its OCID",
          statement("Allow group deploy to manage repos in compartment id ocid1.tenancy.oc1..aaaa"),
          "statements[1] tenancy",
        ],
        [
          "managing one thing or another day",
          statement("Allow group d to manage repos in tenancy where any {target.repo.name='a', request.region='fra'}"),
          "statements[1] tenancy",
        ],
        [
          "managing things by a pattern",
          statement("Allow group d to manage repos in tenancy where target.repo.name = /*/"),
          "statements[1] tenancy",
        ],
        [
          "both",
          statement("Allow any-user to manage all-resources in tenancy"),
          "statements[1] anybody",
          "statements[1] tenancy",
        ],
      ],
    },
  ]);
});
