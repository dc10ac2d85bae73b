/**
 * Whether a task can pull its containers' images. The order is Fargate's: a login at ECR, the manifest, the layers, which
 * lie in a bucket of S3 that belongs to AWS.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_cannot_pull_image.html
 */
import { textAt } from "../kind.ts";
import { objectAt } from "../parts.ts";
import { REPOSITORY_POLICY } from "../services/ecr/repositoryPolicy.ts";
import { imageAt, parseReference, repositoryOf } from "./image.ts";
import type { ImageReference } from "./image.ts";
import { timeout } from "./launch.ts";
import type { Launch } from "./launch.ts";
import { accessDenied, denial } from "./permissions.ts";
import type { Request } from "./permissions.ts";
import { failsToStart } from "./verdict.ts";
import type { TaskFailure } from "./verdict.ts";
import { overInternet, wayTo } from "./way.ts";

/** What ECS says before each fault of the login and of secrets. */
export const RESOURCES =
  "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: ";
const NETWORK_HINT = "Please check your task network configuration.";

/** The login at ECR, which each image of ECR needs. */
export function loginFault(launch: Launch): TaskFailure | undefined {
  const { containers, executionRole, from, cloud } = launch;
  const reference = containers.map(({ image }) => parseReference(image)).find(({ ecr }) => ecr !== undefined);
  if (reference === undefined) return undefined;
  const way = wayTo("ecr.api", from, cloud);
  const what = "unable to retrieve ecr registry auth: service call has been retried";
  if (!way.open) {
    const url = `https://api.ecr.${cloud.region}.amazonaws.com/`;
    const cause = `RequestError: send request failed caused by: ${timeout("Post", url)}`;
    return failsToStart(`${RESOURCES}${what} 3 time(s): ${cause}. ${NETWORK_HINT}${aside(way.why)}`);
  }
  const request = { action: "ecr:GetAuthorizationToken", resource: "*", endpoint: way.endpoint };
  const why = denial(executionRole, request, cloud);
  if (why === undefined) return undefined;
  return failsToStart(`${RESOURCES}${what} 1 time(s): ${accessDenied(executionRole, request, why)}`);
}

/** The manifest and the layers of each image. */
export function pullFault(launch: Launch): TaskFailure | undefined {
  for (const { image } of launch.containers) {
    const reference = parseReference(image);
    const fault =
      reference.ecr === undefined
        ? outsideFault(image, reference, launch)
        : (manifestFault(image, reference, launch) ?? platformFault(reference, launch) ?? layerFault(launch));
    if (fault !== undefined) return failsToStart(fault);
  }
  return undefined;
}

const MANIFEST = "CannotPullContainerError: pull image manifest has been retried";
const LAYERS = "CannotPullContainerError: ref pull has been retried";

/** Of a registry other than ECR the rehearsal knows nothing but how to get there: the image is taken to be there. */
function outsideFault(image: string, reference: ImageReference, { from, cloud }: Launch): string | undefined {
  const way = overInternet(from, cloud);
  return way.open ? undefined : unreachable(image, reference, way.why);
}

function manifestFault(image: string, reference: ImageReference, launch: Launch): string | undefined {
  const { executionRole, from, cloud } = launch;
  const way = wayTo("ecr.dkr", from, cloud);
  if (!way.open) return unreachable(image, reference, way.why);
  const repository = repositoryOf(reference, cloud);
  const notFound = `${MANIFEST} 7 time(s): failed to resolve ref ${image}: ${image}: not found`;
  if (repository === undefined) return notFound;
  const arn = textAt(repository.outputs, "arn") ?? "";
  const policy = cloud.everywhere(REPOSITORY_POLICY).find(({ inputs }) => inputs["repository"] === reference.name);
  const base = { resource: arn, resourcePolicy: policy?.inputs["policy"], endpoint: way.endpoint };
  // To check layers' availability is for those who push: a pull works without that permission.
  for (const action of ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]) {
    const fault = forbidden(image, reference, { ...base, action }, executionRole, launch);
    if (fault !== undefined) return fault;
  }
  return imageAt(reference, cloud) === undefined ? notFound : undefined;
}

function unreachable(image: string, { host, name, version }: ImageReference, why: string): string {
  const url = `https://${host}/v2/${name}/manifests/${version}`;
  const cause = `failed to do request: ${timeout("Head", url)}`;
  return `${MANIFEST} 7 time(s): failed to resolve ref ${image}: ${cause}${aside(why)}`;
}

function forbidden(
  image: string,
  { host, version }: ImageReference,
  request: Request,
  role: string,
  { cloud }: Launch,
): string | undefined {
  const why = denial(role, request, cloud);
  if (why === undefined) return undefined;
  const what = request.action === "ecr:BatchGetImage" ? `manifests ${version}` : "blobs";
  const denied = `pulling from host ${host} failed with status code [${what}]: 403 Forbidden`;
  return `${MANIFEST} 1 time(s): failed to resolve ref ${image}: ${denied}${aside(`${request.action}: ${why}`)}`;
}

function platformFault(reference: ImageReference, { revision, cloud }: Launch): string | undefined {
  const wanted = textAt(objectAt(revision.inputs, "runtimePlatform"), "cpuArchitecture") ?? "X86_64";
  if (imageAt(reference, cloud)?.architecture === wanted) return undefined;
  const platform = `linux/${wanted === "ARM64" ? "arm64" : "amd64"}`;
  return `${MANIFEST} 7 time(s): image Manifest does not contain descriptor matching platform '${platform}'`;
}

/** The role has no part in it: the URLs of layers are signed. The gateway endpoint's policy has. */
function layerFault({ executionRole, from, cloud }: Launch): string | undefined {
  const bucket = `prod-${cloud.region}-starport-layer-bucket`;
  const url = `https://${bucket}.s3.${cloud.region}.amazonaws.com/`;
  const head = `${LAYERS} 7 time(s): failed to copy: httpReadSeeker: failed open: `;
  const way = wayTo("s3", from, cloud);
  if (!way.open) return `${head}failed to do request: ${timeout("Get", url)}${aside(way.why)}`;
  if (way.endpoint === undefined) return undefined;
  const request = { action: "s3:GetObject", resource: `arn:aws:s3:::${bucket}/layer`, endpoint: way.endpoint };
  const open = { ...request, resourcePolicy: EVERYONE };
  const why = denial(executionRole, open, cloud);
  return why === undefined ? undefined : `${head}unexpected status code ${url}: 403 Forbidden${aside(why)}`;
}

/** Stands for the signed URL: whoever has it may read. */
const EVERYONE = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }],
};

/** The rehearsal's own words, in brackets behind those of ECS: on AWS the cause is for the reader to find. */
export function aside(why: string): string {
  return ` (rehearsal: ${why})`;
}
