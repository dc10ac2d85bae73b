/**
 * A resource monitor that records what a component registers. Every child must be of a type of the installed
 * @pulumi/aws, with inputs that it declares.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { checkInputs } from "../../../../rehearsal/plugins/declared/check.ts";
import { packageFolder, readSides, resourceSides } from "../../../../rehearsal/plugins/declared/sdk.ts";
import type { Shape } from "../../../../rehearsal/plugins/declared/types.ts";
import type { Call, Monitor, Registered, Registration } from "../../../../rehearsal/plugins/protocol/monitor.ts";
import type { Properties } from "../../../../rehearsal/plugins/protocol/values.ts";

export interface FakeOptions {
  /** Nothing has an id yet, nor an output that isn't an input. */
  readonly preview?: boolean;
  /** What AWS adds, by type. */
  readonly outputs?: Readonly<Record<string, Properties>>;
  /** What functions give, by token. */
  readonly functions?: Readonly<Record<string, (args: Properties) => Properties>>;
  /** Names of resources that can't be made. */
  readonly broken?: readonly string[];
}

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d"];

export class FakeMonitor implements Monitor {
  readonly registrations: Registration[] = [];
  readonly calls: Call[] = [];
  readonly finished: string[] = [];
  readonly #options: FakeOptions;

  constructor(options: FakeOptions = {}) {
    this.#options = options;
  }

  async register(registration: Registration): Promise<Registered> {
    this.registrations.push(registration);
    const { type, name, parent, inputs, custom } = registration;
    if (custom) assertDeclared(type, inputs);
    if (this.#options.broken?.includes(name) === true) throw new Error(`${name} is broken`);
    const known = parent === "" ? [] : this.registrations.map(urnOf);
    assert.ok(parent === "" || known.includes(parent), `${name} stands under ${parent}, which isn't there`);
    const urn = urnOf(registration);
    if (!custom || this.#options.preview === true) return { urn, id: "", outputs: inputs };
    return {
      urn,
      id: idOf(type, name),
      outputs: { ...inputs, ...standard(type, name), ...this.#options.outputs?.[type] },
    };
  }

  async registerOutputs(urn: string): Promise<void> {
    this.finished.push(urn);
  }

  async invoke(call: Call): Promise<Properties> {
    this.calls.push(call);
    if (call.token === "aws:index/getAvailabilityZones:getAvailabilityZones") return { names: ZONES };
    const answer = this.#options.functions?.[call.token];
    assert.ok(answer !== undefined, `there is no function ${call.token}`);
    return answer(call.args);
  }

  /** The only child of a type with this name. */
  one(type: string, name: string): Registration {
    const children = this.registrations.filter(({ custom }) => custom);
    const found = children.filter((one) => one.type.endsWith(`:${type}`) && one.name === name);
    const [registration] = found;
    assert.ok(registration !== undefined && found.length === 1, `${found.length} of ${type} ${name}`);
    return registration;
  }

  names(type: string): string[] {
    return this.registrations.filter((one) => one.type.endsWith(`:${type}`)).map(({ name }) => name);
  }
}

export const urnOf = ({ type, name }: { type: string; name: string }): string => `urn:pulumi:dev::p::${type}::${name}`;

/** The id that the fake gives. */
export const idOf = (type: string, name: string): string => `${type.split(":").at(-1) ?? ""}/${name}`;

/** Outputs that children are wired by. */
function standard(type: string, name: string): Properties {
  const arn: Properties = { arn: `arn:aws:test:::${name}`, name, bucket: name };
  return type === "aws:ec2/eip:Eip" ? { ...arn, allocationId: `eipalloc-${name}` } : arn;
}

const shapes = new Map<string, Shape>();

function assertDeclared(type: string, inputs: Properties): void {
  const faults = checkInputs(inputs, shapeOf(type), {});
  assert.deepEqual(faults, [], `@pulumi/aws declares other inputs for ${type}`);
}

function shapeOf(type: string): Shape {
  const known = shapes.get(type);
  if (known !== undefined) return known;
  const [, file = "", name = ""] = type.split(":");
  const path = join(packageFolder("@pulumi/aws"), `${file}.d.ts`);
  const shape = readSides(path, resourceSides(name), () => "any").inputs;
  shapes.set(type, shape);
  return shape;
}
