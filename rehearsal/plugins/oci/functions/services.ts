/** Functions of the services that have few of them. */
import type { FunctionSpec } from "./spec.ts";

export const SERVICES: readonly FunctionSpec[] = [
  {
    token: "oci:ObjectStorage/getNamespace:getNamespace",
    operation: "GetNamespace",
    path: "/n",
    // The answer is the name itself, as a JSON string.
    answer: (answer) => ({ namespace: answer["value"] ?? null }),
  },
  { token: "oci:Vault/getSecret:getSecret", operation: "GetSecret", path: "/20180608/secrets/{secretId}" },
  {
    token: "oci:Vault/getSecrets:getSecrets",
    operation: "ListSecrets",
    path: "/20180608/secrets",
    list: "secrets",
  },
  { token: "oci:Kms/getVault:getVault", operation: "GetVault", path: "/20180608/vaults/{vaultId}" },
  { token: "oci:Kms/getVaults:getVaults", operation: "ListVaults", path: "/20180608/vaults", list: "vaults" },
  {
    token: "oci:Kms/getKey:getKey",
    operation: "GetKey",
    path: "/20180608/keys/{keyId}",
    endpoint: "managementEndpoint",
  },
  {
    token: "oci:Kms/getKeys:getKeys",
    operation: "ListKeys",
    path: "/20180608/keys",
    endpoint: "managementEndpoint",
    list: "keys",
  },
  { token: "oci:Logging/getLogGroup:getLogGroup", operation: "GetLogGroup", path: "/20200531/logGroups/{logGroupId}" },
  {
    token: "oci:Logging/getLogGroups:getLogGroups",
    operation: "ListLogGroups",
    path: "/20200531/logGroups",
    list: "logGroups",
  },
  {
    token: "oci:Logging/getLogs:getLogs",
    operation: "ListLogs",
    path: "/20200531/logGroups/{logGroupId}/logs",
    list: "logs",
  },
  {
    token: "oci:Artifacts/getContainerRepository:getContainerRepository",
    operation: "GetContainerRepository",
    path: "/20160918/container/repositories/{repositoryId}",
  },
];
