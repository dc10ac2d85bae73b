import type { Policy } from "@tidegate/policy";
import { databasePrivate } from "./policies/access/database-private.ts";
import { instancesPrivate } from "./policies/access/instances-private.ts";
import { storagePrivate } from "./policies/access/storage-private.ts";
import { tasksPrivate } from "./policies/access/tasks-private.ts";
import { budgetSet } from "./policies/account/budget-set.ts";
import { requiredTags } from "./policies/account/required-tags.ts";
import { trailValidated } from "./policies/account/trail-validated.ts";
import { metadataV2 } from "./policies/compute/metadata-v2.ts";
import { dataProtected } from "./policies/data/data-protected.ts";
import { databaseBackedUp } from "./policies/data/database-backed-up.ts";
import { databaseFinalSnapshot } from "./policies/data/database-final-snapshot.ts";
import { databasePasswordManaged } from "./policies/data/database-password-managed.ts";
import { deletionProtected } from "./policies/data/deletion-protected.ts";
import { keysProtected } from "./policies/data/keys-protected.ts";
import { stateVersioned } from "./policies/data/state-versioned.ts";
import { tableRecoverable } from "./policies/data/table-recoverable.ts";
import { databaseEncrypted } from "./policies/encryption/database-encrypted.ts";
import { imagesEncrypted } from "./policies/encryption/images-encrypted.ts";
import { keysRotate } from "./policies/encryption/keys-rotate.ts";
import { queueEncrypted } from "./policies/encryption/queue-encrypted.ts";
import { stateEncrypted } from "./policies/encryption/state-encrypted.ts";
import { tableEncrypted } from "./policies/encryption/table-encrypted.ts";
import { topicEncrypted } from "./policies/encryption/topic-encrypted.ts";
import { volumesEncryptedInTransit } from "./policies/encryption/volumes-encrypted-in-transit.ts";
import { volumesEncrypted } from "./policies/encryption/volumes-encrypted.ts";
import { imageTagsImmutable } from "./policies/images/image-tags-immutable.ts";
import { imagesScanned } from "./policies/images/images-scanned.ts";
import { untaggedImagesExpire } from "./policies/images/untagged-images-expire.ts";
import { balancerAccessLogs } from "./policies/logs/balancer-access-logs.ts";
import { cdnAccessLogs } from "./policies/logs/cdn-access-logs.ts";
import { gatewayAccessLogs } from "./policies/logs/gateway-access-logs.ts";
import { logRetentionSet } from "./policies/logs/log-retention-set.ts";
import { ociBalancerAccessLogs } from "./policies/logs/oci-balancer-access-logs.ts";
import { poolShipsLogs } from "./policies/logs/pool-ships-logs.ts";
import { queueWatched } from "./policies/logs/queue-watched.ts";
import { stateAccessLogs } from "./policies/logs/state-access-logs.ts";
import { egressNarrow } from "./policies/network/egress-narrow.ts";
import { endpointsWithoutNat } from "./policies/network/endpoints-without-nat.ts";
import { ingressNarrow } from "./policies/network/ingress-narrow.ts";
import { balancerHttps } from "./policies/transport/balancer-https.ts";
import { balancerTls } from "./policies/transport/balancer-tls.ts";
import { cdnHttps } from "./policies/transport/cdn-https.ts";
import { cdnTls } from "./policies/transport/cdn-tls.ts";
import { databaseTls } from "./policies/transport/database-tls.ts";
import { gatewayTls } from "./policies/transport/gateway-tls.ts";
import { kafkaGuarded } from "./policies/transport/kafka-guarded.ts";
import { ociBalancerTls } from "./policies/transport/oci-balancer-tls.ts";

/** The pack's policies, in the order in which they are shown. */
export const policies: readonly Policy[] = [
  databasePrivate,
  instancesPrivate,
  storagePrivate,
  tasksPrivate,
  databaseEncrypted,
  imagesEncrypted,
  keysRotate,
  queueEncrypted,
  stateEncrypted,
  tableEncrypted,
  topicEncrypted,
  volumesEncryptedInTransit,
  volumesEncrypted,
  balancerHttps,
  balancerTls,
  cdnHttps,
  cdnTls,
  databaseTls,
  gatewayTls,
  kafkaGuarded,
  ociBalancerTls,
  dataProtected,
  databaseBackedUp,
  databaseFinalSnapshot,
  databasePasswordManaged,
  deletionProtected,
  keysProtected,
  stateVersioned,
  tableRecoverable,
  imageTagsImmutable,
  imagesScanned,
  untaggedImagesExpire,
  egressNarrow,
  endpointsWithoutNat,
  ingressNarrow,
  metadataV2,
  balancerAccessLogs,
  cdnAccessLogs,
  gatewayAccessLogs,
  logRetentionSet,
  ociBalancerAccessLogs,
  poolShipsLogs,
  queueWatched,
  stateAccessLogs,
  budgetSet,
  requiredTags,
  trailValidated,
];
