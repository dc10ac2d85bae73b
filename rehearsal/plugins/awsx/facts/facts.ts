/** What the installed @pulumi/awsx declares. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadFacts } from "../../declared/cache.ts";
import type { Shape, Sides, Type } from "../../declared/types.ts";

/** Every component of the SDK, and the file that declares it. */
const COMPONENTS: Readonly<Record<string, string>> = {
  "awsx:cloudtrail:Trail": "cloudtrail/trail",
  "awsx:ec2:DefaultVpc": "ec2/defaultVpc",
  "awsx:ec2:Vpc": "ec2/vpc",
  "awsx:ecr:Image": "ecr/image",
  "awsx:ecr:RegistryImage": "ecr/registryImage",
  "awsx:ecr:Repository": "ecr/repository",
  "awsx:ecs:EC2Service": "ecs/ec2service",
  "awsx:ecs:EC2TaskDefinition": "ecs/ec2taskDefinition",
  "awsx:ecs:FargateService": "ecs/fargateService",
  "awsx:ecs:FargateTaskDefinition": "ecs/fargateTaskDefinition",
  "awsx:lb:ApplicationLoadBalancer": "lb/applicationLoadBalancer",
  "awsx:lb:NetworkLoadBalancer": "lb/networkLoadBalancer",
  "awsx:lb:TargetGroupAttachment": "lb/targetGroupAttachment",
};

export interface AwsxFacts {
  readonly components: Readonly<Record<string, Sides>>;
  /** Nested types of inputs, by `<namespace>.<name>Args`. */
  readonly inputTypes: Readonly<Record<string, Shape>>;
}

/** `folder` is for tests; the default is the user's cache. */
export function awsxFacts(version: string, folder?: string): Promise<AwsxFacts> {
  return loadFacts({
    name: `awsx-${version}`,
    wanted: COMPONENTS,
    code: [import.meta.dirname],
    packages: ["@pulumi/awsx"],
    collect: readFacts,
    folder,
  });
}

/** The compiler is loaded only when there is something to read. */
async function readFacts(): Promise<AwsxFacts> {
  const { packageFolder, readSides, resourceSides } = await import("../../declared/sdk.ts");
  const { readDeclarations } = await import("../../declared/declarations.ts");
  const root = packageFolder("@pulumi/awsx");
  const components = Object.entries(COMPONENTS).map(([token, file]) => {
    const names = resourceSides(token.split(":").at(-1) ?? "");
    return [token, readSides(join(root, `${file}.d.ts`), names, typeOf)] as const;
  });
  // No two of its namespaces declare the same name.
  const nested = readDeclarations(readFileSync(join(root, "types/input.d.ts"), "utf8"), typeOf);
  return {
    components: Object.fromEntries(components),
    inputTypes: Object.fromEntries([...nested].map(([name, { properties }]) => [name, properties])),
  };
}

/**
 * The aws provider's own types, and its resources, are left as they come: they are handed on to a child, and the aws
 * provider refuses what is wrong with them there.
 */
function typeOf(reference: string): Type {
  if (/^(pulumiAws|pulumiDocker|outputs)\./.test(reference)) return "any";
  if (reference.startsWith("enums.")) return "string";
  const [side, , name] = reference.split(".");
  if (side === "inputs" && name !== undefined) return { object: name };
  throw new Error(`unexpected reference \`${reference}\` in @pulumi/awsx`);
}
