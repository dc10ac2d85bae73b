/** Who serves a certificate: what keeps it from being deleted. */
import type { Cloud } from "../../cloud.ts";
import { textAt } from "../../kind.ts";
import { objectAt } from "../../parts.ts";
import type { Resource } from "../../resource.ts";

export function usersOf(certificateArn: string, cloud: Cloud): Resource[] {
  return USERS.flatMap((type) => cloud.everywhere(type)).filter(({ inputs }) => {
    const named = [
      textAt(inputs, "certificateArn"),
      textAt(objectAt(inputs, "viewerCertificate"), "acmCertificateArn"),
      textAt(objectAt(inputs, "domainNameConfiguration"), "certificateArn"),
    ];
    return named.includes(certificateArn);
  });
}

const USERS = [
  "aws:lb/listener:Listener",
  "aws:alb/listener:Listener",
  "aws:lb/listenerCertificate:ListenerCertificate",
  "aws:alb/listenerCertificate:ListenerCertificate",
  "aws:cloudfront/distribution:Distribution",
  "aws:apigatewayv2/domainName:DomainName",
] as const;
