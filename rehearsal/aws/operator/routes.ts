/**
 * The operator's door, under /rehearsal/aws: what a person or a pipeline does beside a Pulumi program. Images are pushed,
 * secrets get their values, load comes and goes, somebody asks for a URL. Not part of AWS, not signed, loopback only.
 */
import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Runtime } from "../../oci/runtime.ts";
import type { Properties } from "../../plugins/protocol/values.ts";
import { Cloud } from "../cloud.ts";
import { AwsError } from "../errors.ts";
import { imagesOf, putImage } from "../images.ts";
import type { Image } from "../images.ts";
import { textAt, textsAt } from "../kind.ts";
import { setMetric } from "../metrics/values.ts";
import type { Resource } from "../resource.ts";
import { dimensionsOf, lookAtMetrics } from "../services/appautoscaling/look.ts";
import type { Scaled } from "../services/appautoscaling/look.ts";
import { REPOSITORY } from "../services/ecr/repository.ts";
import { API } from "../services/apigatewayv2/types.ts";
import { LOAD_BALANCERS } from "../services/lb/types.ts";
import { deploy } from "../services/ecs/deploy.ts";
import { advance } from "../services/ecs/progress.ts";
import { findService } from "../services/ecs/service.ts";
import { SERVICE } from "../services/ecs/types.ts";
import { SECRET } from "../services/secretsmanager/secret.ts";
import { QUEUE } from "../services/sqs/types.ts";
import { ask } from "./ask.ts";
import { bodyOf, imageIn, invalid, neededText, optionalNumber, urlIn } from "./bodies.ts";
import { reportServices } from "./report.ts";

/** A body may name its region; without one, everything is done in the first region in which what it names is. */
export function registerOperator(server: FastifyInstance, runtime: Pick<Runtime, "present" | "save">): void {
  const route = (method: "POST" | "PUT", path: string, work: (body: Properties, cloud: Cloud) => object): void => {
    server.route({
      method,
      url: `/rehearsal/aws/${path}`,
      handler: async (request) => {
        const body = bodyOf(request);
        const moment = runtime.present();
        const answer = work(body, new Cloud(moment, textAt(body, "region") ?? ""));
        await runtime.save();
        return answer;
      },
    });
  };
  route("POST", "images", pushImage);
  route("PUT", "secrets", putSecret);
  route("POST", "services/force-new-deployment", forceNewDeployment);
  route("PUT", "queues", setQueue);
  route("PUT", "cpu", setCpu);
  route("POST", "scaling", (_, cloud) => ({ scaled: regionsOf(cloud).flatMap(lookAtMetrics) }));
  route("POST", "ask", askFor);
  server.get("/rehearsal/aws/services", async () => {
    const everywhere = new Cloud(runtime.present(), "");
    return { services: regionsOf(everywhere).flatMap(reportServices) };
  });
}

/** `{repositoryName, tag or tags, architecture, listens: {port, paths, startSeconds}, exits: {afterSeconds, code}}` */
function pushImage(body: Properties, cloud: Cloud): object {
  const name = neededText(body, "repositoryName");
  const repository = named(REPOSITORY, "name", name, cloud);
  if (repository === undefined) {
    const message = `The repository with name '${name}' does not exist in the registry with id '${cloud.account}'`;
    throw new AwsError("RepositoryNotFoundException", message);
  }
  const digest = `sha256:${createHash("sha256").update(cloud.hex(64)).digest("hex")}`;
  const image = {
    repositoryArn: textAt(repository.outputs, "arn") ?? "",
    digest,
    pushedAt: cloud.now,
    ...imageIn(body),
  };
  refuseMoved(image, repository, cloud);
  putImage(cloud.moment.world, image);
  return { digest, tags: image.tags };
}

/** A repository of immutable tags doesn't let one move to another image. */
function refuseMoved({ repositoryArn, tags }: Image, { inputs }: Resource, cloud: Cloud): void {
  if (textAt(inputs, "imageTagMutability") !== "IMMUTABLE") return;
  const taken = new Set(imagesOf(cloud.moment.world, repositoryArn).flatMap((image) => image.tags));
  const tag = tags.find((one) => taken.has(one));
  if (tag === undefined) return;
  throw new AwsError(
    "ImageTagAlreadyExistsException",
    `The image tag '${tag}' already exists in the '${textAt(inputs, "name") ?? ""}' repository and cannot be overwritten ` +
      "because the tag is immutable.",
  );
}

/** `{name, jsonKeys}`: that a value was put, and the keys it has if it is an object. The value itself stays outside. */
function putSecret(body: Properties, cloud: Cloud): object {
  const name = neededText(body, "name");
  if (Object.keys(body).some((key) => !["name", "jsonKeys", "region"].includes(key))) {
    throw invalid("a secret's value is not sent here: only its name and its jsonKeys.");
  }
  const secret = named(SECRET, "name", name, cloud) ?? named(SECRET, "arn", name, cloud);
  if (secret === undefined) {
    throw new AwsError("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
  }
  const jsonKeys = textsAt(body, "jsonKeys");
  cloud.put({ ...secret, notes: { ...secret.notes, hasValue: true, jsonKeys } });
  return { arn: secret.id, jsonKeys };
}

/** `{cluster, service}`, as `aws ecs update-service --force-new-deployment` takes them. */
function forceNewDeployment(body: Properties, anywhere: Cloud): object {
  const { service, cloud } = needService(body, anywhere);
  const spec = advance(service, cloud).deployments[0]?.spec;
  if (spec === undefined) throw new AwsError("ServiceNotActiveException", "Service was not ACTIVE.");
  return { deployment: deploy(service, spec, cloud).id };
}

/** `{queueName, visible, notVisible, received}`: how many messages wait, are in hand, and were taken in a minute. */
function setQueue(body: Properties, anywhere: Cloud): object {
  const name = neededText(body, "queueName");
  const queue = named(QUEUE, "name", name, anywhere);
  if (queue === undefined) {
    throw new AwsError("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
  }
  const cloud = new Cloud(anywhere.moment, queue.region);
  const metric = (metricName: string) => ({ namespace: "AWS/SQS", metricName, dimensions: { QueueName: name } });
  setMetric(metric("ApproximateNumberOfMessagesVisible"), optionalNumber(body, "visible") ?? 0, cloud);
  setMetric(metric("ApproximateNumberOfMessagesNotVisible"), optionalNumber(body, "notVisible") ?? 0, cloud);
  setMetric(metric("NumberOfMessagesReceived"), optionalNumber(body, "received") ?? 0, cloud);
  return looked(cloud);
}

/** `{cluster, service, percent}`; without percent the metric has no data. */
function setCpu(body: Properties, anywhere: Cloud): object {
  const { service, cloud } = needService(body, anywhere);
  const metric = { namespace: "AWS/ECS", metricName: "CPUUtilization", dimensions: dimensionsOf(service) };
  setMetric(metric, optionalNumber(body, "percent"), cloud);
  return looked(cloud);
}

/** Load that changes is looked at once; further looks come by POST scaling. */
const looked = (cloud: Cloud): { scaled: Scaled[] } => ({ scaled: lookAtMetrics(cloud) });

/** `{url, method, message}`: what somebody on the internet gets; under `wss://` a connection, and what a message gets. */
function askFor(body: Properties, anywhere: Cloud): object {
  const url = urlIn(body);
  const message = textAt(body, "message");
  const request = { url, method: textAt(body, "method") ?? "GET", ...(message !== undefined && { message }) };
  const answers = regionsOf(anywhere).map((cloud) => ask(request, cloud));
  return (
    answers.find(({ why }) => !why.startsWith("nobody is called")) ?? {
      status: 0,
      why: `nobody is called ${url.hostname}`,
    }
  );
}

function needService(body: Properties, anywhere: Cloud): { service: Resource; cloud: Cloud } {
  const name = `${neededText(body, "cluster").split("/").at(-1) ?? ""}/${neededText(body, "service").split("/").at(-1) ?? ""}`;
  for (const cloud of regionsOf(anywhere)) {
    const service = findService(name, cloud);
    if (service !== undefined) return { service, cloud };
  }
  throw new AwsError("ServiceNotFoundException", "Service not found.");
}

function named(type: string, property: string, value: string, cloud: Cloud): Resource | undefined {
  return cloud
    .everywhere(type)
    .find(({ region, outputs }) => outputs[property] === value && (cloud.region === "" || cloud.region === region));
}

/** Views of the regions that have anything to be asked about: the named one, else all with services or load balancers. */
function regionsOf(cloud: Cloud): Cloud[] {
  if (cloud.region !== "") return [cloud];
  const types = [SERVICE, ...LOAD_BALANCERS, API];
  const regions = new Set(types.flatMap((type) => cloud.everywhere(type)).map(({ region }) => region));
  return [...regions].map((region) => new Cloud(cloud.moment, region));
}
