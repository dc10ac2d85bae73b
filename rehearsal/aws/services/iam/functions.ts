/** IAM's functions. */
import type { Properties } from "../../../plugins/protocol/values.ts";
import { AwsError } from "../../errors.ts";
import { objectsAt } from "../../parts.ts";
import { textAt } from "../../kind.ts";
import type { FunctionKind } from "../../kind.ts";
import { managedPolicy } from "./managed.ts";
import { needRole } from "./names.ts";
import { POLICY } from "./roles.ts";
import { getOpenIdConnectProvider } from "./getOpenIdConnectProvider.ts";
import { joinDocuments } from "./join.ts";
import { statementOf } from "./statement.ts";

const getPolicyDocument: FunctionKind = {
  token: "aws:iam/getPolicyDocument:getPolicyDocument",
  answer(args) {
    const own: Properties = {
      Version: textAt(args, "version") ?? "2012-10-17",
      ...(textAt(args, "policyId") === undefined ? {} : { Id: textAt(args, "policyId") ?? "" }),
      Statement: objectsAt(args, "statements").map((one) => statementOf(one, textAt(args, "version"))),
    };
    const document = joinDocuments(args, own);
    const [json, minifiedJson] = [JSON.stringify(document, null, 2), JSON.stringify(document)];
    return { ...args, version: own["Version"] ?? "", id: hashed(json), json, minifiedJson };
  },
};

const getRole: FunctionKind = {
  token: "aws:iam/getRole:getRole",
  answer({ name }, cloud) {
    const { outputs, id } = needRole(typeof name === "string" ? name : "", cloud);
    return { permissionsBoundary: "", description: "", roleLastUseds: [], tags: {}, ...outputs, id, name: id };
  },
};

const getPolicy: FunctionKind = {
  token: "aws:iam/getPolicy:getPolicy",
  answer(args, cloud) {
    const [arn, name] = [textAt(args, "arn"), textAt(args, "name")];
    const found = cloud
      .list(POLICY)
      .find(({ id, inputs }) => (arn === undefined ? inputs["name"] === name : id === arn));
    if (found !== undefined) return { description: "", tags: {}, ...found.outputs, id: found.id };
    const known = arn ?? `arn:aws:iam::aws:policy/${name ?? ""}`;
    const document = managedPolicy(known);
    if (document === undefined) throw new AwsError("NoSuchEntity", `Policy ${known} was not found.`);
    const policy = JSON.stringify(document);
    const path = `/${known.replace(/^.*:policy\//, "").replace(/[^/]*$/, "")}`;
    const own = { arn: known, policy, path, name: known.replace(/^.*\//, ""), policyId: uniqueIdOf(known) };
    return { attachmentCount: 0, description: "", tags: {}, ...own, id: known };
  },
};

export const functions: readonly FunctionKind[] = [getPolicyDocument, getRole, getPolicy, getOpenIdConnectProvider];

/** The provider's id of a document is a hash of its text. */
function hashed(text: string): string {
  let hash = 0;
  for (const letter of text) hash = (Math.imul(hash, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return String(hash);
}

/** AWS's own policies keep their ids for ever: this one comes from the name alone. */
const uniqueIdOf = (arn: string): string => `ANPA${hashed(arn).padStart(17, "0")}`;
