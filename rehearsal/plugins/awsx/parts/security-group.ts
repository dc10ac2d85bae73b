/** What @pulumi/aws fills in when a program makes a security group; the provider gets it as an input. */
export const SECURITY_GROUP_DEFAULTS = { description: "Managed by Pulumi" } as const;
