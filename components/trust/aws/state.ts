/**
 * A stack's state in a bucket, as Pulumi's own backend keeps it. What it asks of the bucket was seen with engine 3.259:
 *
 * | key | preview | up |
 * |---|---|---|
 * | `.pulumi/meta.yaml` | reads | reads |
 * | `.pulumi/stacks/foundation/<stack>.json` | reads | reads |
 * | `.pulumi/stacks/<project>/<stack>.json`, `.json.bak`, `.pulumi-tags` | reads | reads, writes |
 * | `.pulumi/locks/organization/<project>/<stack>/<id>.json` | | lists, reads, writes, deletes |
 * | `.pulumi/history/<project>/<stack>/`, `.pulumi/backups/<project>/<stack>/` | | writes |
 *
 * The foundation's state is read for its outputs, by a StackReference (`foundationStack` in a system's configuration), and
 * only that of the same environment.
 *
 * So a preview takes no lock and writes nothing: its role may read, and that is all. An update deletes nothing but its
 * lock, and may not: the state's history is no one's to remove but an administrator's.
 *
 * @see https://www.pulumi.com/docs/iac/concepts/state-and-backends/
 */
import type * as pulumi from "@pulumi/pulumi";
import type { Statement } from "@tidegate/aws";
import type { System } from "./system.ts";
import { allow } from "./system.ts";

/** Where a stack's state is, and what it is encrypted with. */
export interface StateAccess {
  /** The bucket's name. */
  readonly bucket: string;
  /** Where the bucket is, which need not be where the system is. */
  readonly region: string;
  /** ARN of the key that the bucket's objects are encrypted with. */
  readonly bucketKeyArn: pulumi.Input<string>;
  /**
   * ARN of the key of this stack's secrets provider (`awskms://`). Stacks may share it: whoever can't read another's state has
   * nothing to decrypt.
   */
  readonly secretsKeyArn: pulumi.Input<string>;
}

type Whose = Pick<System, "project" | "environment">;

/** What a preview needs of the state. */
export function stateReadStatements(whose: Whose, store: StateAccess): Statement[] {
  const objects = objectsOf(whose, store);
  return [
    list(whose, store, []),
    allow("ReadState", ["s3:GetObject"], [objects.meta, ...objects.stack, objects.foundation]),
    byBucket(store, ["kms:Decrypt"]),
    allow("ReadSecrets", ["kms:Decrypt"], [store.secretsKeyArn]),
  ];
}

/** What an update needs of the state. */
export function stateWriteStatements(whose: Whose, store: StateAccess): Statement[] {
  const { meta, stack, foundation, locks, history } = objectsOf(whose, store);
  return [
    list(whose, store, ["locks/organization", "history", "backups"]),
    allow("ReadState", ["s3:GetObject"], [meta, ...stack, foundation, locks, ...history]),
    allow("WriteState", ["s3:PutObject"], [...stack, locks, ...history]),
    allow("Unlock", ["s3:DeleteObject"], [locks]),
    byBucket(store, ["kms:Decrypt", "kms:GenerateDataKey"]),
    allow("UseSecrets", ["kms:Decrypt", "kms:Encrypt"], [store.secretsKeyArn]),
  ];
}

function objectsOf({ project, environment }: Whose, { bucket }: StateAccess) {
  const base = `arn:aws:s3:::${bucket}/.pulumi`;
  const own = `${project}/${environment}`;
  return {
    meta: `${base}/meta.yaml`,
    // Not `<stack>.*`: a stack may have a dot in its name, `dev.json` begins no other's file.
    stack: [`${base}/stacks/${own}.json*`, `${base}/stacks/${own}.pulumi-tags`],
    foundation: `${base}/${foundationFile(environment)}`,
    locks: `${base}/locks/organization/${own}/*`,
    history: [`${base}/history/${own}/*`, `${base}/backups/${own}/*`],
  };
}

/** Where the foundation's own state is. */
function foundationFile(environment: string): string {
  return `stacks/foundation/${environment}.json*`;
}

/**
 * The names of the own files. Where a file isn't there (`.pulumi-tags` seldom is), S3 says so only to those who may list
 * the bucket, and asks without a prefix: so a request that names none passes too. It shows the names of all states'
 * files, and no state.
 */
function list({ project, environment }: Whose, { bucket }: StateAccess, folders: readonly string[]): Statement {
  const stack = [`.pulumi/stacks/${project}/`, `.pulumi/stacks/${project}/${environment}.json*`];
  const read = [...stack, `.pulumi/${foundationFile(environment)}`];
  const prefixes = [...read, ...folders.map((folder) => `.pulumi/${folder}/${project}/${environment}/*`)];
  return allow("ListState", ["s3:ListBucket"], [`arn:aws:s3:::${bucket}`], {
    StringLikeIfExists: { "s3:prefix": prefixes },
  });
}

/** The bucket's key, for what passes through S3 alone. */
function byBucket({ region, bucketKeyArn }: StateAccess, actions: readonly string[]): Statement {
  return allow("StateKey", actions, [bucketKeyArn], {
    StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` },
  });
}
