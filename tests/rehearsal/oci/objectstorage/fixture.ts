/** Requests to Object Storage by the official SDK's client, which signs an upload without its body. */
import assert from "node:assert/strict";
import { ObjectStorageClient } from "oci-objectstorage";
import { COMPARTMENTS, NAMESPACE } from "../../../../rehearsal/oci/tenancy.ts";
import { openWorld } from "../world.ts";
import type { TestWorld } from "../world.ts";

export const compartmentId = COMPARTMENTS[0]?.id ?? "";
export const otherCompartmentId = COMPARTMENTS[1]?.id ?? "";
export const namespaceName = NAMESPACE;
export const bucketName = "state";
export const where = { namespaceName, bucketName };

export interface Storage {
  readonly world: TestWorld;
  readonly client: ObjectStorageClient;
  /** Uploads a text, or bytes. */
  put(objectName: string, body: string | Buffer, more?: object): Promise<string>;
  /** Downloads an object as a text. */
  read(objectName: string, more?: object): Promise<string>;
}

/** A world with an empty bucket `state`. */
export async function openStorage(): Promise<Storage> {
  const world = await openWorld();
  const client = new ObjectStorageClient({ authenticationDetailsProvider: world.provider });
  client.endpoint = world.endpoint;
  await client.createBucket({ namespaceName, createBucketDetails: { name: bucketName, compartmentId } });
  return {
    world,
    client,
    put: async (objectName, body, more = {}) => {
      const answer = await client.putObject({ ...where, objectName, putObjectBody: Buffer.from(body), ...more });
      return answer.eTag;
    },
    read: async (objectName, more = {}) => {
      const { value } = await client.getObject({ ...where, objectName, ...more });
      const chunks: Buffer[] = [];
      for await (const chunk of value as AsyncIterable<Uint8Array>) {
        chunks.push(Buffer.from(chunk));
      }
      return Buffer.concat(chunks).toString("utf8");
    },
  };
}

/** Makes sure that a request of the SDK's client is refused with this status and code. */
export async function refused(sent: Promise<unknown>, status: number, code: string): Promise<void> {
  await assert.rejects(sent, (error: Error & { statusCode?: number; serviceCode?: string }) => {
    assert.deepEqual([error.statusCode, error.serviceCode], [status, code], error.message);
    return true;
  });
}
