/** Lines for the person who runs the engine, shown beside the resource they are about. */
import grpc from "@grpc/grpc-js";
import engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import enginePb from "@pulumi/pulumi/proto/engine_pb.js";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb.js";

export class EngineLog {
  readonly #client: InstanceType<typeof engineGrpc.EngineClient>;

  /** @param address of the engine, the first argument that it gives a plugin: `127.0.0.1:PORT` */
  constructor(address: string) {
    this.#client = new engineGrpc.EngineClient(address, grpc.credentials.createInsecure());
  }

  /** Shows a line as the resource's present status. Resolves when the engine has taken it. */
  status(urn: string, line: string): Promise<void> {
    return this.#log(new enginePb.LogRequest().setSeverity(enginePb.LogSeverity.INFO).setEphemeral(true), urn, line);
  }

  /** Shows a line as a warning that stays. Resolves when the engine has taken it. */
  warn(urn: string, line: string): Promise<void> {
    return this.#log(new enginePb.LogRequest().setSeverity(enginePb.LogSeverity.WARNING), urn, line);
  }

  #log(request: LogRequest, urn: string, line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const filled = request.setMessage(line).setUrn(urn);
      this.#client.log(filled, (error) => (error === null ? resolve() : reject(error)));
    });
  }
}
