/** The values that the service's components use where an argument is left out. */

/** Minutes that a deployment may take until it is steady. ECS's circuit breaker mostly gives up earlier. */
export const STEADY_MINUTES = 15;

/** Days that the service's log keeps an entry. */
export const LOG_RETENTION_DAYS = 30;

/** Seconds between SIGTERM and SIGKILL. Fargate takes 120 at most. */
export const STOP_SECONDS = 30;

/** Tasks kept healthy and tasks allowed while a deployment runs, in percent of the desired count. */
export const MINIMUM_HEALTHY_PERCENT = 100;
export const MAXIMUM_PERCENT = 200;

/** Images that a repository keeps. */
export const IMAGES_KEPT = 10;
