/** A service whose every argument is right. Tests break one at a time. */
import type { PooledServiceArgs } from "@tidegate/oci";

export const RIGHT: PooledServiceArgs = {
  app: "quiz",
  tenancyId: "ocid1.tenancy.oc1..aaaaaaaaaaaaaaaaaaaatenancy",
  compartmentId: "ocid1.compartment.oc1..aaaaaaaaaaaaaaaacompartment",
  vcnCidr: "10.20.0.0/16",
  publicSubnetCidr: "10.20.0.0/24",
  privateSubnetCidr: "10.20.1.0/24",
  lbIngressCidrs: ["173.245.48.0/20", "103.21.244.0/22"],
  listenerPort: 80,
  backendPort: 8123,
  ocirRegistry: "fra.ocir.io",
  ocirRepoName: "quiz/dev",
  imageTag: "1.4.2",
  instanceImageId: "ocid1.image.oc1.eu-frankfurt-1.aaaaaaaaaaaaaaaaaaaaaimage",
  instanceShape: "VM.Standard.A1.Flex",
  instanceOcpus: 2,
  instanceMemoryGbs: 12,
  poolMin: 1,
  poolMax: 4,
  poolInitial: 2,
  cpuScaleOutPercent: 70,
  cpuScaleInPercent: 30,
  appLogPath: "/var/log/quiz/app.log",
};
