import type { Cases } from "../case.ts";

const LISTENER = "aws:lb/listener:Listener";

export const TRANSPORT: Cases = {
  "balancer-tls": [
    {
      fine: [
        {
          name: "https",
          type: LISTENER,
          props: { protocol: "HTTPS", sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06" },
        },
        { name: "http", type: LISTENER, props: { protocol: "HTTP" } },
      ],
      breaks: [
        { title: "an old policy", props: { sslPolicy: "ELBSecurityPolicy-2016-08" }, finds: ["https: sslPolicy"] },
        {
          title: "TLS 1.3 down to 1.0",
          props: { sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06" },
          finds: ["https: sslPolicy"],
        },
        { title: "AWS's default", props: { sslPolicy: undefined }, finds: ["https: sslPolicy"] },
        { title: "TLS without a policy", of: "http", props: { protocol: "TLS" }, finds: ["http: sslPolicy"] },
      ],
    },
  ],
  "gateway-tls": [
    {
      fine: [
        {
          name: "domain",
          type: "aws:apigatewayv2/domainName:DomainName",
          props: { domainNameConfiguration: { securityPolicy: "TLS_1_2" } },
        },
      ],
      breaks: [
        {
          title: "TLS 1.0",
          props: { domainNameConfiguration: { securityPolicy: "TLS_1_0" } },
          finds: ["domain: domainNameConfiguration.securityPolicy"],
        },
      ],
    },
    {
      fine: [{ name: "domain", type: "aws:apigateway/domainName:DomainName", props: { securityPolicy: "TLS_1_2" } }],
      breaks: [{ title: "TLS 1.0", props: { securityPolicy: "TLS_1_0" }, finds: ["domain: securityPolicy"] }],
    },
  ],
  "cdn-tls": [
    {
      fine: [
        {
          name: "cdn",
          type: "aws:cloudfront/distribution:Distribution",
          props: { viewerCertificate: { acmCertificateArn: "arn", minimumProtocolVersion: "TLSv1.2_2021" } },
        },
      ],
      breaks: [
        {
          title: "TLS 1.1",
          props: { viewerCertificate: { acmCertificateArn: "arn", minimumProtocolVersion: "TLSv1.1_2016" } },
          finds: ["cdn: viewerCertificate.minimumProtocolVersion"],
        },
        {
          title: "CloudFront's own certificate",
          props: { viewerCertificate: { cloudfrontDefaultCertificate: true } },
          finds: ["cdn: viewerCertificate.cloudfrontDefaultCertificate"],
        },
      ],
    },
  ],
  "cdn-https": [
    {
      fine: [
        {
          name: "cdn",
          type: "aws:cloudfront/distribution:Distribution",
          props: {
            defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https" },
            orderedCacheBehaviors: [{ viewerProtocolPolicy: "https-only" }],
            origins: [{ originId: "bucket" }, { customOriginConfig: { originProtocolPolicy: "https-only" } }],
          },
        },
      ],
      breaks: [
        {
          title: "pages in plain",
          props: { defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" } },
          finds: ["cdn: defaultCacheBehavior.viewerProtocolPolicy"],
        },
        {
          title: "pictures in plain",
          props: { orderedCacheBehaviors: [{ viewerProtocolPolicy: "allow-all" }] },
          finds: ["cdn: orderedCacheBehaviors[0].viewerProtocolPolicy"],
        },
        {
          title: "an origin in plain",
          props: { origins: [{ customOriginConfig: { originProtocolPolicy: "match-viewer" } }] },
          finds: ["cdn: origins[0].customOriginConfig.originProtocolPolicy"],
        },
      ],
    },
  ],
  "oci-balancer-tls": [
    {
      fine: [
        {
          name: "https",
          type: "oci:LoadBalancer/listener:Listener",
          props: {
            sslConfiguration: {
              protocols: ["TLSv1.2", "TLSv1.3"],
              cipherSuiteName: "oci-default-http2-tls-12-13-ssl-cipher-suite-v1",
            },
          },
        },
        { name: "http", type: "oci:LoadBalancer/listener:Listener", props: { protocol: "HTTP" } },
      ],
      breaks: [
        {
          title: "TLS 1.1",
          props: { sslConfiguration: { protocols: ["TLSv1.2", "TLSv1.1"] } },
          finds: ["https: sslConfiguration.protocols[1]"],
        },
        {
          title: "old ciphers",
          props: { sslConfiguration: { cipherSuiteName: "oci-wider-compatible-ssl-cipher-suite-v1" } },
          finds: ["https: sslConfiguration.cipherSuiteName"],
        },
      ],
    },
  ],
  "database-tls": [
    {
      fine: [
        {
          name: "parameters",
          type: "aws:rds/parameterGroup:ParameterGroup",
          props: {
            parameters: [
              { name: "log_min_duration_statement", value: "0" },
              { name: "rds.force_ssl", value: "1" },
            ],
          },
        },
      ],
      breaks: [
        {
          title: "switched off",
          props: { parameters: [{ name: "rds.force_ssl", value: "0" }] },
          finds: ["parameters: parameters[0].value"],
        },
        {
          title: "switched off on MySQL",
          props: { parameters: [{ name: "require_secure_transport", value: "OFF" }] },
          finds: ["parameters: parameters[0].value"],
        },
      ],
    },
  ],
  "kafka-guarded": [
    {
      fine: [
        {
          name: "kafka",
          type: "aws:msk/serverlessCluster:ServerlessCluster",
          props: { clientAuthentication: { sasl: { iam: { enabled: true } } } },
        },
      ],
      breaks: [
        {
          title: "without IAM",
          props: { clientAuthentication: { sasl: { iam: { enabled: false } } } },
          finds: ["kafka: clientAuthentication.sasl.iam.enabled"],
        },
      ],
    },
    {
      fine: [
        {
          name: "kafka",
          type: "aws:msk/cluster:Cluster",
          props: {
            clientAuthentication: { sasl: { iam: true } },
            encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } },
            brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type: "DISABLED" } } },
          },
        },
      ],
      breaks: [
        {
          title: "without IAM",
          props: { clientAuthentication: { tls: {} } },
          finds: ["kafka: clientAuthentication.sasl.iam"],
        },
        {
          title: "for whoever comes",
          props: { clientAuthentication: { sasl: { iam: true }, unauthenticated: true } },
          finds: ["kafka: clientAuthentication.unauthenticated"],
        },
        {
          title: "clients in plain",
          props: { encryptionInfo: { encryptionInTransit: { clientBroker: "TLS_PLAINTEXT" } } },
          finds: ["kafka: encryptionInfo.encryptionInTransit.clientBroker"],
        },
        {
          title: "brokers in plain",
          props: { encryptionInfo: { encryptionInTransit: { inCluster: false } } },
          finds: ["kafka: encryptionInfo.encryptionInTransit.inCluster"],
        },
        {
          title: "on the internet",
          props: { brokerNodeGroupInfo: { connectivityInfo: { publicAccess: { type: "SERVICE_PROVIDED_EIPS" } } } },
          finds: ["kafka: brokerNodeGroupInfo.connectivityInfo.publicAccess.type"],
        },
      ],
    },
  ],
};
