/** Where resources of AWS keep IAM's documents. */
import { pathText } from "../path.ts";
import type { JudgedResource, Value } from "../policy.ts";
import { statementsOf } from "./iam.ts";
import type { Statement } from "./iam.ts";

/** What a document is for: what somebody may do, who may become a role, or who may do something with a thing. */
export type DocumentUse = "identity" | "trust" | "resource";

export interface PlacedDocument {
  /** Of the property: `policy`, `inlinePolicies[0].policy`. */
  readonly path: string;
  /** Undefined where it can't be read. */
  readonly statements: readonly Statement[] | undefined;
}

/** The documents of a resource that are for one thing. Those that a preview doesn't know yet have no statements. */
export function documentsOf({ type, props }: JudgedResource, use: DocumentUse): PlacedDocument[] {
  return (DOCUMENTS[use][type] ?? []).flatMap((place) =>
    valuesAt(props, place.split("."), []).map(({ value, path }) => ({ path, statements: statementsOf(value) })),
  );
}

/** Types that have documents for this. */
export function documentTypes(use: DocumentUse): string[] {
  return Object.keys(DOCUMENTS[use]);
}

/** A statement's place in its resource: `policy.Statement[0].Action`. */
export function statementPath({ path }: PlacedDocument, statement: Statement, element?: string): string {
  return [path, statement.path, ...(element === undefined ? [] : [element])].join(".");
}

function valuesAt(
  value: Value | undefined,
  [step, ...rest]: readonly string[],
  trail: readonly (string | number)[],
): { value: Value; path: string }[] {
  if (value === undefined) return [];
  if (step === undefined) return [{ value, path: pathText(trail) }];
  if (typeof value !== "object" || value === null) return [];
  if (isList(value)) {
    return step === EACH ? value.flatMap((item, index) => valuesAt(item, rest, [...trail, index])) : [];
  }
  return valuesAt(value[step], rest, [...trail, step]);
}

function isList(value: object): value is readonly Value[] {
  return Array.isArray(value);
}

/** Each item of a list. */
const EACH = "[]";

const each = (property: string, types: string): Record<string, readonly string[]> =>
  Object.fromEntries(
    types
      .trim()
      .split(/\s+/)
      .map((type) => [type, [property]]),
  );

/**
 * Types and their properties, as in the installed SDK. Not here: policies of VPC endpoints, which only limit, of API Gateway's
 * and Lattice's APIs and of public registries, which are there to be called by anybody, and languages of their own
 * (OpenSearch Serverless, Verified Permissions).
 */
export const DOCUMENTS: Readonly<Record<DocumentUse, Readonly<Record<string, readonly string[]>>>> = {
  trust: { "aws:iam/role:Role": ["assumeRolePolicy"] },
  identity: {
    "aws:iam/role:Role": ["inlinePolicies.[].policy"],
    "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy": ["inlinePolicy"],
    ...each(
      "policy",
      `aws:iam/policy:Policy aws:iam/rolePolicy:RolePolicy aws:iam/userPolicy:UserPolicy aws:iam/groupPolicy:GroupPolicy`,
    ),
  },
  resource: {
    "aws:s3control/multiRegionAccessPointPolicy:MultiRegionAccessPointPolicy": ["details.policy"],
    "aws:ecr/repositoryCreationTemplate:RepositoryCreationTemplate": ["repositoryPolicy"],
    "aws:cloudwatch/logDeliveryDestinationPolicy:LogDeliveryDestinationPolicy": ["deliveryDestinationPolicy"],
    ...each(
      "accessPolicies",
      `aws:opensearch/domain:Domain aws:opensearch/domainPolicy:DomainPolicy
      aws:elasticsearch/domain:Domain aws:elasticsearch/domainPolicy:DomainPolicy`,
    ),
    ...each(
      "accessPolicy",
      `aws:cloudsearch/domainServiceAccessPolicy:DomainServiceAccessPolicy
      aws:cloudwatch/logDestinationPolicy:LogDestinationPolicy aws:glacier/vault:Vault`,
    ),
    ...each(
      "policyDocument",
      `aws:amp/resourcePolicy:ResourcePolicy aws:cloudwatch/logResourcePolicy:LogResourcePolicy
      aws:codeartifact/domainPermissions:DomainPermissions
      aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy aws:xray/resourcePolicy:ResourcePolicy`,
    ),
    ...each(
      "resourcePolicy",
      `aws:s3tables/tableBucketPolicy:TableBucketPolicy aws:s3tables/tablePolicy:TablePolicy
      aws:sagemaker/modelPackageGroupPolicy:ModelPackageGroupPolicy`,
    ),
    ...each(
      "policy",
      `aws:acmpca/policy:Policy aws:backup/vaultPolicy:VaultPolicy
      aws:bedrock/agentcoreResourcePolicy:AgentcoreResourcePolicy aws:cloudwatch/eventBusPolicy:EventBusPolicy
      aws:codebuild/resourcePolicy:ResourcePolicy aws:dsql/clusterPolicy:ClusterPolicy
      aws:dynamodb/resourcePolicy:ResourcePolicy aws:ecr/registryPolicy:RegistryPolicy
      aws:ecr/repositoryPolicy:RepositoryPolicy aws:efs/fileSystemPolicy:FileSystemPolicy
      aws:glacier/vaultLock:VaultLock aws:glue/resourcePolicy:ResourcePolicy aws:kinesis/resourcePolicy:ResourcePolicy
      aws:kms/externalKey:ExternalKey aws:kms/key:Key aws:kms/keyPolicy:KeyPolicy
      aws:kms/replicaExternalKey:ReplicaExternalKey aws:kms/replicaKey:ReplicaKey
      aws:lambda/resourcePolicy:ResourcePolicy aws:mediastore/containerPolicy:ContainerPolicy
      aws:msk/clusterPolicy:ClusterPolicy aws:networkfirewall/resourcePolicy:ResourcePolicy aws:oam/sinkPolicy:SinkPolicy
      aws:opensearchingest/resourcePolicy:ResourcePolicy
      aws:pinpoint/smsvoicev2ResourcePolicy:Smsvoicev2ResourcePolicy aws:redshift/resourcePolicy:ResourcePolicy
      aws:redshiftserverless/resourcePolicy:ResourcePolicy aws:s3/accessPoint:AccessPoint aws:s3/bucket:Bucket aws:s3/bucketV2:BucketV2
      aws:s3/bucketPolicy:BucketPolicy aws:s3/filesFileSystemPolicy:FilesFileSystemPolicy
      aws:s3/vectorsVectorBucketPolicy:VectorsVectorBucketPolicy
      aws:s3control/accessGrantsInstanceResourcePolicy:AccessGrantsInstanceResourcePolicy
      aws:s3control/accessPointPolicy:AccessPointPolicy aws:s3control/bucketPolicy:BucketPolicy
      aws:s3control/objectLambdaAccessPointPolicy:ObjectLambdaAccessPointPolicy
      aws:schemas/registryPolicy:RegistryPolicy aws:secretsmanager/secret:Secret
      aws:secretsmanager/secretPolicy:SecretPolicy aws:ses/identityPolicy:IdentityPolicy
      aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy aws:sns/topic:Topic aws:sns/topicPolicy:TopicPolicy
      aws:sqs/queue:Queue aws:sqs/queuePolicy:QueuePolicy`,
    ),
  },
};
