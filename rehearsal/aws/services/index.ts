/** Every service of AWS that the rehearsal knows well, one line each. */
import type { AwsService, FunctionKind, Kind } from "../kind.ts";

export const AWS_SERVICES: readonly AwsService[] = [];

export const KINDS: ReadonlyMap<string, Kind> = new Map(
  AWS_SERVICES.flatMap(({ kinds }) => kinds.map((kind) => [kind.type, kind] as const)),
);

export const FUNCTION_KINDS: ReadonlyMap<string, FunctionKind> = new Map(
  AWS_SERVICES.flatMap(({ functions }) => functions.map((kind) => [kind.token, kind] as const)),
);
