/** An embedded AWS of a test's own, in memory, whose time stands still until the test moves it. */
import { newWorld } from "../../../rehearsal/oci/world.ts";
import type { Cloud } from "../../../rehearsal/aws/cloud.ts";
import { EmbeddedAws } from "../../../rehearsal/aws/embedded.ts";
import type { Settled } from "../../../rehearsal/aws/kind.ts";
import type { Resource } from "../../../rehearsal/aws/resource.ts";
import type { Properties } from "../../../rehearsal/plugins/protocol/values.ts";

export const REGION = "eu-central-1";

export class Account {
  readonly aws: EmbeddedAws;
  readonly #world = newWorld({ seed: "account", speed: 1 });
  #now = this.#world.clock.now;

  constructor() {
    this.aws = new EmbeddedAws({ present: () => ({ world: this.#world, now: this.#now }) });
  }

  /** Moves the world's time on. */
  pass(seconds: number): void {
    this.#now += seconds * 1000;
  }

  make(type: string, inputs: Properties, region = REGION): Resource {
    return this.aws.create({ type, region, inputs, declared: {} });
  }

  /** `olds` are the inputs that the provider compares with, where a refresh has brought them away from the last ones. */
  change(resource: Resource, inputs: Properties, olds?: Properties): Resource {
    const { type, id } = resource;
    return this.aws.update({ type, id, region: regionOf(resource), inputs, declared: {}, ...(olds && { olds }) });
  }

  remove(resource: Resource): void {
    this.aws.remove({ type: resource.type, id: resource.id, region: regionOf(resource) });
  }

  look(resource: Resource): Resource | undefined {
    return this.aws.read({ type: resource.type, id: resource.id, region: regionOf(resource) });
  }

  settled(resource: Resource): Settled {
    return this.aws.settled({ type: resource.type, id: resource.id, region: regionOf(resource) });
  }

  ask(token: string, args: Properties = {}, region = REGION): Properties | undefined {
    return this.aws.invoke(token, region, args);
  }

  get cloud(): Cloud {
    return this.aws.cloud(REGION);
  }
}

function regionOf({ region }: Resource): string {
  return region === "global" ? REGION : region;
}
