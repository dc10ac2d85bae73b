/** Blocks of addresses as AWS and OCI write them: `10.0.0.0/16`, `2001:db8::/48`. */

/**
 * Whether so many addresses are in a block that anybody may have one: more than in a /8 of IPv4 or in a /32 of IPv6, which is
 * where Amazon S3 begins to call a policy public. `0.0.0.0/1` and `128.0.0.0/1` are together what `0.0.0.0/0` is, and `2000::/3` is
 * all of the internet's IPv6. Private addresses are nobody's on the internet, however many they are (RFC 1918, 4193, 4291).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
export function isAnybodys(block: string): boolean {
  const [address = "", length = ""] = block.trim().split("/");
  if (!/^\d{1,3}$/.test(length)) return false;
  return address.includes(":") ? Number(length) < 32 && !LOCAL.test(address) : Number(length) < 8;
}

/** Unique local (fc00::/7) and link-local (fe80::/10) addresses of IPv6. */
const LOCAL = /^f(?:[cd][0-9a-f]{2}|e[89ab][0-9a-f]):/i;
