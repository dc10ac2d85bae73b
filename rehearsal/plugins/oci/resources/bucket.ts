import { restResource } from "../rest-resource.ts";

/** Object Storage's paths carry no version. @see https://docs.oracle.com/iaas/api/#/en/objectstorage/20160918/Bucket/ */
export const bucket = restResource({
  token: "oci:ObjectStorage/bucket:Bucket",
  sdk: "objectstorage",
  thing: "Bucket",
  collection: "/n/{namespace}/b",
  item: "/n/{namespace}/b/{name}",
  id: "n/{namespace}/b/{name}",
  // A bucket changes its compartment in an ordinary update.
  move: null,
  update: { method: "POST" },
});
