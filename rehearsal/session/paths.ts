/** Where a rehearsal keeps its things: everything below one folder, so that forgetting it is removing it. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export interface SessionPaths {
  readonly root: string;
  /** The embedded OCI's world. */
  readonly world: string;
  readonly ociConfig: string;
  readonly ociKey: string;
  readonly pulumiHome: string;
  /** Files of AWS's own clients, and the same key for the embedded AWS. */
  readonly awsConfig: string;
  readonly awsCredentials: string;
  readonly awsKey: string;
  /** Folder of the file backend. */
  readonly backend: string;
  /** Copies of the stacks' configuration, so that the engine's own entries don't reach the checkout. */
  readonly config: string;
  /** Which process serves the clouds, and where. */
  readonly server: string;
  readonly log: string;
}

export const CHECKOUT = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");

/** @param root default: `.rehearsal` in the checkout, or what TIDEGATE_REHEARSAL names */
export function sessionPaths(root = process.env["TIDEGATE_REHEARSAL"] ?? join(CHECKOUT, ".rehearsal")): SessionPaths {
  return {
    root,
    world: join(root, "world.json"),
    ociConfig: join(root, "oci", "config"),
    ociKey: join(root, "oci", "key.pem"),
    awsConfig: join(root, "aws", "config"),
    awsCredentials: join(root, "aws", "credentials"),
    awsKey: join(root, "aws", "key.json"),
    pulumiHome: join(root, "pulumi-home"),
    backend: join(root, "state"),
    config: join(root, "config"),
    server: join(root, "server.json"),
    log: join(root, "clouds.log"),
  };
}
