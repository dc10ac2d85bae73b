import * as pulumi from "@pulumi/pulumi";
import { Dashboard as CloudWatchDashboard } from "@pulumi/aws/cloudwatch/dashboard.js";
import type { Fault, Label } from "@tidegate/faults";
import { ownName, refuse, textFaults } from "@tidegate/faults";
import type { Panel } from "./panels.ts";

export interface DashboardArgs {
  /** 1 to 255 letters, digits, hyphens and underscores. */
  readonly dashboardName: string;
  /** The region whose metrics it shows: `eu-central-1`. */
  readonly region: pulumi.Input<string>;
  /** What it shows, from the left and from above: `pulumi.output(queue.name).apply((name) => queuePanels(name, ...))`. */
  readonly panels: readonly pulumi.Input<Panel[]>[];
}

/**
 * A CloudWatch dashboard, three panels a row.
 *
 * @throws InvalidArguments where the name isn't one, before anything is registered.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export class Dashboard extends pulumi.ComponentResource {
  /** Where the console shows it. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: DashboardArgs, opts?: pulumi.ComponentResourceOptions) {
    refuse(name, dashboardFaults(args, ownName));
    super("tidegate-aws:index:Dashboard", name, {}, opts);

    const { dashboardName } = args;
    const region = pulumi.output(args.region);
    new CloudWatchDashboard(
      name,
      {
        dashboardName,
        dashboardBody: pulumi
          .all([region, pulumi.all([...args.panels])])
          .apply(([known, panels]) => dashboardBody(panels.flat(), known)),
      },
      { parent: this },
    );
    this.url = region.apply(
      (known) =>
        `https://${known}.console.aws.amazon.com/cloudwatch/home?region=${known}#dashboards/dashboard/${dashboardName}`,
    );
    this.registerOutputs({ url: this.url });
  }
}

/** What is wrong with the name. */
export function dashboardFaults({ dashboardName }: Pick<DashboardArgs, "dashboardName">, label: Label): Fault[] {
  const accepted = "1 to 255 letters, digits, hyphens and underscores";
  return textFaults(label("dashboardName"), dashboardName, /^[A-Za-z0-9_-]{1,255}$/, accepted);
}

/** A dashboard's text: panels of 8 by 6 on CloudWatch's grid of 24 columns, row by row. */
export function dashboardBody(panels: readonly Panel[], region: string): string {
  return JSON.stringify({
    widgets: panels.map(({ title, lines, statistic = "Average" }, at) => ({
      type: "metric",
      x: (at % A_ROW) * WIDTH,
      y: Math.floor(at / A_ROW) * HEIGHT,
      width: WIDTH,
      height: HEIGHT,
      properties: { title, metrics: lines, stat: statistic, period: 60, region, view: "timeSeries" },
    })),
  });
}

const A_ROW = 3;
const WIDTH = 8;
const HEIGHT = 6;
