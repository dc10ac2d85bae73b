/** Keys that data can't be read without, by every name under which data have one. */
import type { Bag } from "@tidegate/policy";
import type { Case, Cases } from "../../case.ts";

const AWS_KEY = "aws:kms/key:Key";
const OCI_KEY = "oci:Kms/key:Key";

/** What names a key, and otherwise doesn't. */
const naming = (type: string, props: Bag, key = AWS_KEY): Case => ({
  fine: [
    { name: "key", type: key, props: { arn: "arn:key", id: "arn:key" } },
    { name: "data", type, props },
    { name: "spare", type: key, protect: false, props: { arn: "arn:spare", id: "arn:spare" } },
  ],
  breaks: [{ title: `the key of ${type}`, of: "key", protect: false, finds: ["key: "] }],
});

const encryption = { rules: [{ applyServerSideEncryptionByDefault: { kmsMasterKeyId: "arn:key" } }] };

export const KEYS_FORMS: Cases = {
  "keys-protected": [
    naming("aws:docdb/cluster:Cluster", { kmsKeyId: "arn:key" }),
    naming("aws:neptune/cluster:Cluster", { kmsKeyArn: "arn:key" }),
    naming("aws:redshift/cluster:Cluster", { kmsKeyId: "arn:key" }),
    naming("oci:Database/autonomousDatabase:AutonomousDatabase", { kmsKeyId: "arn:key" }, OCI_KEY),
    ...["", "V2"].map((older) =>
      naming(
        `aws:s3/bucketServerSideEncryptionConfiguration${older}:BucketServerSideEncryptionConfiguration${older}`,
        encryption,
      ),
    ),
  ],
};
