/** The values that site components use where an argument is left out, and names that AWS gave to its own things. */

/** Days that a replaced or deleted version of a file is kept. */
export const NONCURRENT_DAYS = 30;

/** Days that access logs are kept. */
export const ACCESS_LOG_DAYS = 90;

/** Days after which parts of an upload that never ended are thrown away. */
export const UPLOAD_DAYS = 7;

/** The document that the site's root shows. */
export const INDEX = "index.html";

/**
 * AWS's managed policies, the same ids in every account.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
export const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
export const SECURITY_HEADERS = "67f7725c-6f97-4210-82d7-5512b31e9d03";

/** TLS 1.2 at least, with 1.3 for who speaks it. */
export const VIEWER_TLS = "TLSv1.2_2021";
