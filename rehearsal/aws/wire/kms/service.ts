/**
 * KMS, as far as encrypting with symmetric keys goes.
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Encrypt.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_GenerateDataKey.html
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
import { randomBytes } from "node:crypto";
import type { Cloud } from "../../cloud.ts";
import { AwsError } from "../../errors.ts";
import type { JsonService } from "../operation.ts";
import { needText } from "../operation.ts";
import { keyOf, seal, unseal } from "./blob.ts";
import { describe } from "./describe.ts";
import { bytesIn, contextIn, lengthIn } from "./inputs.ts";
import { needsFor, readyKey } from "./keys.ts";
import type { RootKey } from "./rootKey.ts";

/** What Encrypt takes at most, in bytes: larger things get a data key. */
const PLAINTEXT_LIMIT = 4096;

const ALGORITHM = "SYMMETRIC_DEFAULT";

export function kms(root: RootKey): JsonService {
  return {
    target: "TrentService",
    version: "1.1",
    operations: [
      {
        name: "Encrypt",
        needs: needsFor("kms:Encrypt"),
        run(input, cloud) {
          const plaintext = bytesIn(input, "Plaintext", PLAINTEXT_LIMIT);
          const arn = readyKey(needText(input, "KeyId"), cloud);
          const blob = seal(plaintext, arn, contextIn(input), root);
          return { CiphertextBlob: blob.toString("base64"), KeyId: arn, EncryptionAlgorithm: ALGORITHM };
        },
      },
      {
        name: "Decrypt",
        needs: needsFor("kms:Decrypt"),
        run(input, cloud) {
          const blob = bytesIn(input, "CiphertextBlob", 6144);
          const arn = readyKey(keyOf(blob), cloud);
          refuseOtherKey(input["KeyId"], arn, cloud);
          const plaintext = unseal(blob, contextIn(input), root);
          return { Plaintext: plaintext.toString("base64"), KeyId: arn, EncryptionAlgorithm: ALGORITHM };
        },
      },
      {
        name: "GenerateDataKey",
        needs: needsFor("kms:GenerateDataKey"),
        run(input, cloud) {
          const plaintext = randomBytes(lengthIn(input));
          const arn = readyKey(needText(input, "KeyId"), cloud);
          const blob = seal(plaintext, arn, contextIn(input), root);
          return { CiphertextBlob: blob.toString("base64"), Plaintext: plaintext.toString("base64"), KeyId: arn };
        },
      },
      { name: "DescribeKey", needs: needsFor("kms:DescribeKey"), run: describe },
    ],
  };
}

/** Who names the key opens nothing else with it. */
function refuseOtherKey(named: unknown, arn: string, cloud: Cloud): void {
  if (typeof named !== "string" || readyKey(named, cloud) === arn) return;
  const message = "The key ID in the request does not identify a CMK that can perform this operation.";
  throw new AwsError("IncorrectKeyException", message);
}
