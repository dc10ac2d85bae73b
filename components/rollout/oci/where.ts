/** What a rollout works on, in OCI's terms. */
export interface Where {
  /** OCID of the instance pool. */
  readonly poolId: string;
  /** OCID of the pool's compartment. */
  readonly compartmentId: string;
  readonly loadBalancerId: string;
  readonly backendSetName: string;
  /** Instance configurations whose freeform tag `tidegate-shelf` has this value are the rollout's to list and prune. */
  readonly shelf: string;
  /** A region's name, `eu-frankfurt-1`. Default: OCI_CLI_REGION, else that of the credentials. */
  readonly region?: string;
}

/** Environment variables by name. An empty one counts as unset. */
export type Environment = Readonly<Record<string, string | undefined>>;
