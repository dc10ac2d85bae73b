/** Errors as the engine understands them. */
import grpc from "@grpc/grpc-js";
import errorsPb from "@pulumi/pulumi/proto/errors_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import anyPb from "google-protobuf/google/protobuf/any_pb.js";
import type { ServiceError } from "@grpc/grpc-js";
import type { Any } from "google-protobuf/google/protobuf/any_pb.js";
import { InitFailedError, InputsError } from "./provider.ts";
import { toStruct } from "./struct.ts";

export function toServiceError(error: unknown): Partial<ServiceError> {
  const details = error instanceof Error ? error.message : String(error);
  if (error instanceof InitFailedError) return structured(grpc.status.UNKNOWN, details, initFailed(error));
  if (error instanceof InputsError) return structured(grpc.status.INVALID_ARGUMENT, details, wrongInputs(error));
  return { code: grpc.status.UNKNOWN, details };
}

function structured(code: grpc.status, details: string, detail: Any): Partial<ServiceError> {
  const status = new statusPb.Status().setCode(code).setMessage(details).setDetailsList([detail]);
  const metadata = new grpc.Metadata();
  // Go's gRPC reads structured errors from this header; Node's leaves writing it to us.
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return { code, details, metadata };
}

function initFailed(error: InitFailedError): Any {
  const failed = new providerPb.ErrorResourceInitFailed()
    .setId(error.id)
    .setReasonsList([error.message])
    .setInputs(toStruct(error.inputs))
    .setProperties(toStruct(error.outputs));
  return packed(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
}

function wrongInputs(error: InputsError): Any {
  const wrong = new errorsPb.InputPropertiesError().setErrorsList(
    error.failures.map(({ property, reason }) => {
      return new errorsPb.InputPropertiesError.PropertyError().setPropertyPath(property).setReason(reason);
    }),
  );
  return packed(wrong.serializeBinary(), "pulumirpc.InputPropertiesError");
}

function packed(message: Uint8Array, type: string): Any {
  const detail = new anyPb.Any();
  detail.pack(message, type);
  return detail;
}
