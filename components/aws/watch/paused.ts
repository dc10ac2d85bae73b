/**
 * What a pause means for each part of a system. One configuration value, `paused`, brings the running cost down and back
 * up again:
 *
 * | part | paused | what is left to pay | after the pause |
 * |---|---|---|---|
 * | Fargate services | no task | nothing | the tasks that scaling asks for |
 * | RDS | stopped; AWS starts it after 7 days, the next `up` stops it again | storage, backups | the same data |
 * | load balancer | gone | nothing | a new one; an alias record follows it, the bare DNS name is another |
 * | MSK Serverless | gone, and its messages with it | nothing | an empty cluster with new addresses, same topics made anew |
 * | interface endpoints | gone, where the stack's own settings say so (`networkSettings`) | nothing | the same |
| NAT gateways | stay: their addresses may be known to others | hours | the same |
 * | queues, tables, secrets, images, buckets | stay as they are | what they hold | the same |
 * | alarms | stay and tell nobody | nothing to speak of | they tell again |
 *
 * Nothing that is a record is lost: those are in the database, the tables, the queues and the buckets. Kafka's messages
 * are passed on, not kept; whoever can't spare them doesn't pause.
 */
export interface Running {
  /** Whether services run tasks, and alarms tell of them. */
  readonly tasks: boolean;
  /** The state that RDS's instance is brought to. */
  readonly database: "available" | "stopped";
  /** Whether there is a load balancer, with its listeners, records and the rules that lead to it. */
  readonly loadBalancer: boolean;
  /** Whether there is a Kafka cluster, and tasks may use it. */
  readonly kafka: boolean;
}

/** What runs while a stack is paused, and while it isn't. */
export function running(paused: boolean): Running {
  return { tasks: !paused, database: paused ? "stopped" : "available", loadBalancer: !paused, kafka: !paused };
}
