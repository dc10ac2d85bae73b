import * as pulumi from "@pulumi/pulumi";
import { PROVIDER_KEY, providerText } from "./provider/text.ts";

export interface ConfigurationShelfArgs {
  /** OCID of the compartment that holds the instance configurations. */
  compartmentId: pulumi.Input<string>;
  /** OCID of anything in the region of the configurations, as of the instances' subnet: it says where they are looked for. */
  regionalId: pulumi.Input<string>;
}

/**
 * Where a pool's instance configurations stand: the one that serves, and those that are kept for a rollback. A
 * configuration stands on the shelf when it carries the freeform tag SHELF_TAG with the shelf's id.
 *
 * Configurations outlive their resource in the program (`retainOnDelete`), so somebody must clear up after the last of
 * them: the shelf does, when it is deleted. Whatever points at a configuration must be gone by then, so the pool depends
 * on its configuration, and the configuration, by the tag, on the shelf.
 *
 * The id is made of random figures, once: two shelves never share a configuration, and a name that is used again finds
 * none of its predecessor's.
 */
export class ConfigurationShelf extends pulumi.CustomResource {
  constructor(name: string, args: ConfigurationShelfArgs, opts?: pulumi.CustomResourceOptions) {
    const props = { ...args, [PROVIDER_KEY]: providerText("configurationShelf") };
    super("pulumi-nodejs:dynamic/rollout:ConfigurationShelf", name, props, opts);
  }
}

/** Key of the freeform tag that puts an instance configuration on a shelf. */
export const SHELF_TAG = "tidegate-shelf";
