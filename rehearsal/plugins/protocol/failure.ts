/** Errors as the engine understands them. */
import grpc from "@grpc/grpc-js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import anyPb from "google-protobuf/google/protobuf/any_pb.js";
import type { ServiceError } from "@grpc/grpc-js";
import { InitFailedError } from "./provider.ts";
import { toStruct } from "./struct.ts";

export function toServiceError(error: unknown): Partial<ServiceError> {
  const details = error instanceof Error ? error.message : String(error);
  if (!(error instanceof InitFailedError)) return { code: grpc.status.UNKNOWN, details };
  const metadata = new grpc.Metadata();
  // Go's gRPC reads structured errors from this header; Node's leaves writing it to us.
  metadata.add("grpc-status-details-bin", Buffer.from(initFailed(error).serializeBinary()));
  return { code: grpc.status.UNKNOWN, details, metadata };
}

function initFailed(error: InitFailedError): statusPb.Status {
  const failed = new providerPb.ErrorResourceInitFailed()
    .setId(error.id)
    .setReasonsList([error.message])
    .setInputs(toStruct(error.inputs))
    .setProperties(toStruct(error.outputs));
  const detail = new anyPb.Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  return new statusPb.Status().setCode(grpc.status.UNKNOWN).setMessage(error.message).setDetailsList([detail]);
}
