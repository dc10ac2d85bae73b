/** The values that network components use where an argument is left out, and AWS's limits that they keep. */

/** How many /2 quarters of the VPC are set aside: availability zones can grow to this many without moving a subnet. */
export const MOST_ZONES = 4;

/** Bits between the VPC's prefix and a zone's, and between a zone's and a subnet's. */
export const ZONE_BITS = 2;
export const SUBNET_BITS = 2;

/** VPC prefixes. AWS takes /16 to /28; below /22 a subnet has no room for a load balancer (/27, eight free addresses). */
export const WIDEST_VPC = 16;
export const NARROWEST_VPC = 22;

/** Characters that the name of a load balancer or a target group may have. */
export const LB_NAME_LENGTH = 32;

/** Seconds that the load balancer keeps an idle connection: AWS's own default. */
export const IDLE_SECONDS = 60;

/** Seconds that a target keeps its open requests when it leaves. AWS's default is 300: too long for a rollout to wait. */
export const DRAIN_SECONDS = 30;

/** TLS 1.3, and 1.2 with forward secrecy and authenticated ciphers alone. */
export const TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";

/** Where CloudFront looks for certificates and web ACLs, whatever the stack's region. */
export const CLOUDFRONT_REGION = "us-east-1";
