import assert from "node:assert/strict";
import { refusalIn } from "../../../cli/foundation/refusals.ts";
import type { Refusal } from "../../../cli/foundation/refusals.ts";

const CASES: readonly { what: string; output: string; refusal: Refusal }[] = [
  {
    what: "our bucket",
    output:
      "error: creating S3 Bucket (states): operation error S3: CreateBucket, StatusCode: 409, BucketAlreadyOwnedByYou:",
    refusal: { ours: ["state-bucket"], isTaken: false },
  },
  {
    what: "our bucket of access logs",
    output:
      "error: creating S3 Bucket (foundation-dev-access-logs-111122223333): CreateBucket, BucketAlreadyOwnedByYou: Your",
    refusal: { ours: ["state-log-bucket"], isTaken: false },
  },
  {
    what: "both buckets",
    output:
      "error: creating S3 Bucket (states): BucketAlreadyOwnedByYou: Your\nerror: creating S3 Bucket (f-access-logs-111122223333): BucketAlreadyOwnedByYou: Your",
    refusal: { ours: ["state-bucket", "state-log-bucket"], isTaken: false },
  },
  {
    what: "our key alias",
    output:
      "error: creating KMS Alias (alias/states): operation error KMS: CreateAlias, AlreadyExistsException: An alias",
    refusal: { ours: ["state-key-alias"], isTaken: false },
  },
  {
    what: "both in one run",
    output:
      "error: BucketAlreadyOwnedByYou: it\n  error: AlreadyExistsException: An alias with the name arn:x already exists",
    refusal: { ours: ["state-bucket", "state-key-alias"], isTaken: false },
  },
  {
    what: "a bucket of another account",
    output:
      "error: creating S3 Bucket (states): operation error S3: CreateBucket, BucketAlreadyExists: The requested name",
    refusal: { ours: [], isTaken: true },
  },
  {
    what: "a bucket of OCI's, under the same name",
    output: "error: 409-BucketAlreadyExists, Either the bucket 'states' in namespace x exists already",
    refusal: { ours: [], isTaken: false },
  },
  {
    what: "another bucket of another account",
    output: "error: creating S3 Bucket (other): CreateBucket, BucketAlreadyExists: x\nerror: of states: no",
    refusal: { ours: [], isTaken: false },
  },
  {
    what: "a backup vault, beside an alias that is fine",
    output:
      "error: AlreadyExistsException: Backup vault with the same name already exists\nerror: alias/x: AccessDenied",
    refusal: { ours: [], isTaken: false },
  },
  { what: "anything else", output: "error: AccessDenied", refusal: { ours: [], isTaken: false } },
];

describe("why a first up fails", () => {
  for (const { what, output, refusal } of CASES) {
    it(`tells ${what}`, () => assert.deepEqual(refusalIn(output, "states"), refusal));
  }
});
