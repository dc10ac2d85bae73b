/** The security group that a component makes where a program gives none: open to everyone, as the real ones are. */
import type { Input, Inputs } from "../construction/output.ts";
import { SECURITY_GROUP_DEFAULTS } from "./security-group.ts";

const EVERYONE = { cidrBlocks: ["0.0.0.0/0"], ipv6CidrBlocks: ["::/0"] } as const;

export const openGroup = (vpcId: Input): Inputs => ({
  ...SECURITY_GROUP_DEFAULTS,
  vpcId,
  ingress: [{ fromPort: 0, toPort: 0, protocol: "-1", ...EVERYONE }],
  egress: [{ fromPort: 0, toPort: 65_535, protocol: "tcp", ...EVERYONE }],
});
