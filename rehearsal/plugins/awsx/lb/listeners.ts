/** A load balancer's listeners, `<name>-0` and so on. */
import type { Arguments } from "../construction/arguments.ts";
import type { Resource } from "../construction/component.ts";
import type { Input, Inputs, Output } from "../construction/output.ts";

export interface Door {
  readonly port: Input;
  readonly protocol: Input;
}

/** One listener at least: what a program doesn't say comes from `door`, and leads to the default target group. */
export function makeListeners(
  args: Arguments,
  targets: { readonly balancer: Resource; readonly group: Resource },
  door: (listener: Arguments | undefined) => Inputs,
): Resource[] {
  const { component } = args;
  const several = args.list("listeners");
  const given = several ?? [args.inner("listener")];
  const defaultActions = [{ type: "forward", targetGroupArn: targets.group.output("arn") }];
  return given.map((listener, i) => {
    const own = { defaultActions, ...door(listener), ...listener?.rest() };
    const inputs = { ...own, loadBalancerArn: targets.balancer.output("arn") };
    return component.child("aws:lb/listener:Listener", `${component.name}-${i}`, inputs);
  });
}

/** Port and protocol of an application load balancer's door: either tells the other. */
export function doorOf(listener: Arguments | undefined, defaultPort: Output | undefined): Door {
  const port = listener?.get("port");
  const protocol = listener?.get("protocol");
  if (port === undefined && protocol === undefined) return { port: defaultPort ?? 80, protocol: "HTTP" };
  return {
    port: port ?? protocol?.apply((known) => (known === "HTTPS" ? 443 : 80)),
    protocol: protocol ?? port?.apply((known) => (known === 443 ? "HTTPS" : "HTTP")),
  };
}
