/** Documents that say who may do what: IAM's policies and trusts, OCI's statements. Read here, judged by the packs. */
export * from "./addresses.ts";
export * from "./boundary.ts";
export * from "./grants.ts";
export * from "./iam.ts";
export * from "./oci.ts";
export * from "./ociCondition.ts";
export * from "./places.ts";
export * from "./wildcard.ts";
