/** Properties that hold secrets by their nature, beside those that the SDKs mark; and some that the SDKs mark without need. */

export interface Place {
  /** Path from the resource, without indices: a list on the way means each item. */
  readonly path: string;
  /** The place counts only where this property has this value. */
  readonly when?: readonly [property: string, value: string];
  readonly source: string;
}

/** By the resource's type. */
export const TABLE: Readonly<Record<string, readonly Place[]>> = {
  "oci:Vault/secret:Secret": [
    place(
      "secretContent.content",
      "https://docs.oracle.com/en-us/iaas/api/#/en/secretmgmt/latest/SecretContentDetails",
    ),
  ],
  "oci:Identity/authToken:AuthToken": [
    place("token", "https://docs.oracle.com/en-us/iaas/api/#/en/identity/latest/AuthToken"),
  ],
  "oci:Identity/customerSecretKey:CustomerSecretKey": [
    place("key", "https://docs.oracle.com/en-us/iaas/api/#/en/identity/latest/CustomerSecretKey"),
  ],
  "oci:Identity/smtpCredential:SmtpCredential": [
    place("password", "https://docs.oracle.com/en-us/iaas/api/#/en/identity/latest/SmtpCredential"),
  ],
  "oci:Identity/uiPassword:UiPassword": [
    place("password", "https://docs.oracle.com/en-us/iaas/api/#/en/identity/latest/UIPassword"),
  ],
  "oci:Database/dbSystem:DbSystem": [
    place("dbHome.database.adminPassword", "https://docs.oracle.com/en-us/iaas/api/#/en/database/latest/DbSystem"),
  ],
  "oci:ContainerInstances/containerInstance:ContainerInstance": [
    place("imagePullSecrets.password", "https://docs.oracle.com/en-us/iaas/api/#/en/container-instances/"),
    place("imagePullSecrets.username", "https://docs.oracle.com/en-us/iaas/api/#/en/container-instances/"),
  ],
  "oci:ObjectStorage/preauthrequest:Preauthrequest": [
    place("accessUri", "https://docs.oracle.com/en-us/iaas/Content/Object/Tasks/usingpreauthenticatedrequests.htm"),
    place("fullPath", "https://docs.oracle.com/en-us/iaas/Content/Object/Tasks/usingpreauthenticatedrequests.htm"),
  ],
  "aws:cloudwatch/eventConnection:EventConnection": [
    place("authParameters.apiKey.value", events()),
    place("authParameters.basic.password", events()),
    place("authParameters.oauth.clientParameters.clientSecret", events()),
  ],
  "aws:mq/broker:Broker": [
    place("users.password", "https://docs.aws.amazon.com/amazon-mq/latest/api-reference/brokers.html"),
  ],
  "aws:ssm/parameter:Parameter": [
    {
      path: "value",
      when: ["type", "SecureString"],
      source: "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html",
    },
  ],
  "aws:lb/listener:Listener": [
    place(
      "defaultActions.authenticateOidc.clientSecret",
      "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html",
    ),
  ],
  "random:index/randomPassword:RandomPassword": [
    place("result", "https://www.pulumi.com/registry/packages/random/api-docs/randompassword/"),
    place("bcryptHash", "https://www.pulumi.com/registry/packages/random/api-docs/randompassword/"),
  ],
  "tls:index/privateKey:PrivateKey": [
    place("privateKeyPem", tls()),
    place("privateKeyOpenssh", tls()),
    place("privateKeyPemPkcs8", tls()),
  ],
  "kubernetes:core/v1:Secret": [
    place("data", "https://kubernetes.io/docs/concepts/configuration/secret/"),
    place("stringData", "https://kubernetes.io/docs/concepts/configuration/secret/"),
  ],
  "command:remote:Command": [
    place("connection.password", remote()),
    place("connection.privateKey", remote()),
    place("connection.privateKeyPassword", remote()),
    place("connection.proxy.password", remote()),
    place("connection.proxy.privateKey", remote()),
  ],
};

/** What an SDK marks and is no secret, or not as a whole; with the reason. By type and property. */
export const UNMARKED: Readonly<Record<string, string>> = {
  "aws:ssm/parameter:Parameter value": "the table says when it is one",
  "aws:cloudcontrol/resource:Resource schema": "a schema, long rather than secret",
  "aws:iot/authorizer:Authorizer tokenSigningPublicKeys": "public keys",
  "aws:iot/caCertificate:CaCertificate caCertificatePem": "a certificate",
  "aws:iot/caCertificate:CaCertificate verificationCertificatePem": "a certificate",
  "aws:iot/certificate:Certificate caPem": "a certificate",
  "aws:iot/certificate:Certificate certificatePem": "a certificate",
  "aws:iot/certificate:Certificate publicKey": "a public key",
  "aws:directoryservice/sharedDirectory:SharedDirectory notes": "a message to people; looked at by content",
  "aws:appconfig/hostedConfigurationVersion:HostedConfigurationVersion content": "settings; looked at by content",
  "aws:bedrock/agentcoreHarness:AgentcoreHarness environmentVariables": "settings; looked at by content",
  "aws:mwaa/environment:Environment airflowConfigurationOptions": "settings; looked at by content",
  "aws:glue/connection:Connection athenaProperties": "settings; looked at by content",
  "aws:glue/connection:Connection connectionProperties": "settings; looked at by content",
  "aws:redshiftserverless/namespace:Namespace adminUsername": "a user's name",
  "aws:s3/objectCopy:ObjectCopy kmsEncryptionContext": "KMS logs it in plain text",
  "aws:s3/objectCopy:ObjectCopy kmsKeyId": "a key's name",
  "aws:transfer/certificate:Certificate certificate": "a certificate",
  "aws:transfer/certificate:Certificate certificateChain": "certificates",
  "aws:transfer/server:Server preAuthenticationLoginBanner": "shown to everybody",
  "aws:transfer/server:Server postAuthenticationLoginBanner": "shown to everybody who logs in",
  "oci:BigDataService/bdsInstanceExecuteBootstrapScriptAction:BdsInstanceExecuteBootstrapScriptAction secretId":
    "an OCID",
  "oci:GoldenGate/connection:Connection tlsCertificateKeyFilePasswordSecretId": "an OCID",
  "oci:GoldenGate/connection:Connection trustStore": "certificates",
  "oci:Identity/domainsPasswordPolicy:DomainsPasswordPolicy passwordStrength": "a setting",
  "oci:Identity/domainsSetting:DomainsSetting allowedForgotPasswordFlowReturnUrls": "URLs",
  "oci:Opensearch/cluster:Cluster securitySamlConfig": "public metadata; looked at by content",
  "oci:oci/distributedDatabaseDistributedAutonomousDatabase:DistributedDatabaseDistributedAutonomousDatabase downloadedGsmCsrPem":
    "a certificate request",
  "oci:oci/distributedDatabaseDistributedAutonomousDatabase:DistributedDatabaseDistributedAutonomousDatabase uploadCaSignedCertificate":
    "a certificate",
  "pulumiservice:api/esc:Environment yaml": "settings; looked at by content",
  "pulumiservice:api/esc:EnvironmentDraft yaml": "settings; looked at by content",
  "pulumiservice:api/esc:Webhook hasSecret": "a switch",
  "pulumiservice:api/integrations:GitLabIntegration groupAccessTokenExpiration": "a date",
  "pulumiservice:api/stacks:Config secretsProvider": "a provider's name",
  "pulumiservice:api/stacks:Webhook hasSecret": "a switch",
  "pulumiservice:api:OrganizationWebhook hasSecret": "a switch",
  "command:remote:Command connection": "hosts and users as well; the table names its secrets",
  "command:remote:CopyFile connection": "looked at by content",
  "command:remote:CopyToRemote connection": "looked at by content",
};

function place(path: string, source: string): Place {
  return { path, source };
}

function events(): string {
  return "https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateConnectionAuthRequestParameters.html";
}

function tls(): string {
  return "https://www.pulumi.com/registry/packages/tls/api-docs/privatekey/";
}

function remote(): string {
  return "https://www.pulumi.com/registry/packages/command/api-docs/remote/command/";
}
