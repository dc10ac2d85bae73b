/** The door for the stand-in provider, under /rehearsal/provider: not part of AWS, not signed, loopback only. */
import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Runtime } from "../../oci/runtime.ts";
import { EmbeddedAws } from "../embedded.ts";
import type { AwsReference } from "../embedded.ts";
import { AwsError } from "../errors.ts";
import { strikeAws } from "../faults.ts";
import type { FunctionKind, Kind } from "../kind.ts";
import type { Resource } from "../resource.ts";
import { callIn, likenessIn, oldsIn, questionIn, referenceIn } from "./bodies.ts";

/** Tells what was done, one line each, without any value: `create aws:sqs/queue:Queue <id>`. */
export type Log = (line: string) => void;

export interface DoorOptions {
  readonly runtime: Runtime;
  readonly log: Log;
  /** Default: all that the rehearsal knows. */
  readonly kinds?: ReadonlyMap<string, Kind> | undefined;
  readonly functions?: ReadonlyMap<string, FunctionKind> | undefined;
}

export function registerProvider(server: FastifyInstance, { runtime, log, kinds, functions }: DoorOptions): void {
  let isChanged = false;
  const aws = new EmbeddedAws({
    present: () => runtime.present(),
    changed: () => (isChanged = true),
    ...(kinds !== undefined && { kinds }),
    ...(functions !== undefined && { functions }),
  });

  /** How far the provider has to wait, and the time at which that is said. */
  const waiting = (reference: AwsReference) => ({
    settled: aws.settled(reference),
    now: runtime.clock.now(),
    speed: runtime.clock.speed,
  });
  /** What is there after a change, as a look at it shows it. */
  const changed = (made: Resource) => {
    const reference = { type: made.type, region: made.region, id: made.id };
    return { resource: aws.read(reference) ?? made, ...waiting(reference) };
  };
  /** An answer goes out when what it tells is on disk: a killed process must know what it said. */
  const kept = async <T>(answer: T): Promise<T> => {
    if (isChanged) {
      isChanged = false;
      await runtime.save();
    }
    return answer;
  };

  const route = (what: string, work: (body: unknown) => { target: string; answer: () => object }) => {
    server.post(`/rehearsal/provider/${what}`, async (request, reply) => {
      const { target, answer } = work(request.body);
      return struck(target, reply, () => kept(answer()));
    });
  };

  async function struck(target: string, reply: FastifyReply, work: () => Promise<object>): Promise<unknown> {
    const strike = strikeAws(runtime.present(), target);
    if (strike === undefined) return work();
    await runtime.save();
    log(`fault at ${target}`);
    if (strike.refuse !== undefined) throw strike.refuse;
    if (strike.hangUp?.when === "before") return hangUp(reply, strike.hangUp.seconds);
    const answer = await work();
    if (strike.answer !== undefined) throw strike.answer;
    return strike.hangUp === undefined ? answer : hangUp(reply, strike.hangUp.seconds);
  }

  route("create", (body) => {
    const call = callIn(body);
    return { target: `${call.type}.create`, answer: () => changed(noted(log, "create", aws.create(call))) };
  });
  route("read", (body) => {
    const reference = referenceIn(body);
    return { target: `${reference.type}.read`, answer: () => ({ resource: aws.read(reference) ?? null }) };
  });
  route("update", (body) => {
    const call = { ...callIn(body), id: referenceIn(body).id, ...oldsIn(body) };
    return { target: `${call.type}.update`, answer: () => changed(noted(log, "update", aws.update(call))) };
  });
  route("delete", (body) => {
    const reference = referenceIn(body);
    return {
      target: `${reference.type}.delete`,
      answer: () => {
        aws.remove(reference);
        log(`delete ${reference.type} ${reference.id}`);
        return {};
      },
    };
  });
  route("alike", (body) => {
    const likeness = likenessIn(body);
    return {
      target: `${likeness.type}.alike`,
      answer: () => ({ found: aws.alike(likeness).map(({ type, region, id }) => ({ type, region, id })) }),
    };
  });
  route("settled", (body) => {
    const reference = referenceIn(body);
    return { target: `${reference.type}.settled`, answer: () => waiting(reference) };
  });
  route("invoke", (body) => {
    const { token, region, args } = questionIn(body);
    return { target: token, answer: () => ({ outputs: aws.invoke(token, region, args) ?? null }) };
  });
}

function noted(log: Log, what: string, resource: Resource): Resource {
  log(`${what} ${resource.type} ${resource.id}`);
  return resource;
}

/** Closes the connection without an answer. */
async function hangUp(reply: FastifyReply, seconds: number): Promise<void> {
  reply.hijack();
  await sleep(seconds * 1000);
  reply.raw.destroy();
}

/** An error in AWS's words; what isn't one is the rehearsal's own fault. */
export function answerError(error: unknown, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof AwsError) return reply.code(400).send({ code: error.code, message: error.message });
  const message = error instanceof Error ? error.message : String(error);
  return reply.code(500).send({ code: "RehearsalFailure", message });
}
