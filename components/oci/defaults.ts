/** The values that components use where an argument is left out. */

/** User and group that the container runs as, and that owns its logs. */
export const CONTAINER_UID = 10001;

/** The path that the load balancer asks for, and the answer that means healthy. */
export const HEALTH_PATH = "/health";
export const HEALTH_CODE = 200;

/** The backend set's name: deploy tools and runbooks name it. */
export const BACKEND_SET = "api-backend";

/** The load balancer's bandwidth, in Mbps. The smallest flexible shape, which Oracle's free tier includes. */
export const LB_MIN_MBPS = 10;
export const LB_MAX_MBPS = 10;

/** Seconds between two moves of the autoscaler: also Oracle's own minimum. */
export const COOLDOWN_SECONDS = 300;

/** Days that a log keeps an entry. Oracle takes 30 to 180, in steps of 30. */
export const LOG_RETENTION_DAYS = 30;

/** Size of a boot volume, in GB. Oracle's minimum for an image is 50. */
export const BOOT_VOLUME_GBS = 50;

/** What a secret holds until its value is put in, outside of Pulumi. */
export const PLACEHOLDER = "CHANGEME";
