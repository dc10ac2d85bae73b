/** A second version of a system, deployed while requests flow through the load balancer: none of them may be lost. */
import { ociClient } from "../session/oci-client.ts";
import { Traffic } from "../session/traffic.ts";
import type { TrafficReport } from "../session/traffic.ts";
import { loadBalancerAddress, pushImage, text } from "./operator.ts";
import type { OperatorContext, Up } from "./system.ts";

export interface SecondVersion {
  readonly up: Up;
  /** The address that requests come from. */
  readonly source: string;
  /** The project's name, before its configuration keys. */
  readonly project: string;
}

/** Relative to the project's folder. */
const REPORT_FOLDER = "rollouts";

/** @throws Error when `up` fails or a request was lost */
export async function deploySecondVersion(
  context: OperatorContext,
  { up, source, project }: SecondVersion,
): Promise<void> {
  const { clouds, config, paths, say } = context;
  const client = await ociClient(paths, clouds);
  const tag = `${text(config, "imageTag")}-second`;
  await pushImage(context, client, tag);
  const address = await loadBalancerAddress(context, client);
  const traffic = new Traffic({ proxy: clouds.internetProxy, url: `http://${address}/`, source });
  let report: TrafficReport;
  try {
    await up({ [`${project}:imageTag`]: tag, [`${project}:rolloutReport`]: REPORT_FOLDER });
  } finally {
    report = await traffic.stop();
  }
  const versions = Object.entries(report.byVersion).map(([version, count]) => `${count} by ${version}`);
  say(`while it rolled, ${report.requests} requests went through the load balancer: ${report.failed} failed`);
  say(`answered: ${versions.join(", ")}`);
  say(`what happened, as a picture: stacks/${project}/${REPORT_FOLDER}/latest.html`);
  if (report.failed > 0) {
    throw new Error(`The rolling update lost ${report.failed} requests, the first: ${report.failures.join("; ")}`);
  }
}
