/** Secrets that are known by their form, wherever they stand. What secretlint's preset knows as well is not here. */
import { VENDORS } from "./vendors.ts";

export interface Form {
  /** The rule's name. */
  readonly rule: string;
  /** Matches the secret. Nothing in it repeats without bound: each attempt costs a bounded number of steps. */
  readonly form: RegExp;
}

export const FORMS: readonly Form[] = [
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
  of("aws-access-key", /(?<![A-Za-z0-9+/])(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9+/=])/g),
  of("aws-session-token", /(?<![A-Za-z0-9+/])(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[A-Za-z0-9+/=_-]{60}/g),
  // https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html
  of("aws-bedrock-key", /(?<!\w)(?:ABSK[A-Za-z0-9+/]{80}|bedrock-api-key-[A-Za-z0-9+/]{40})/g),
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  of("presigned-url", /[?&]X-Amz-Signature=[0-9a-f]{64}/gi),
  // https://docs.oracle.com/en-us/iaas/Content/Object/Tasks/usingpreauthenticatedrequests.htm
  of("oci-preauthenticated-request", /\/p\/[\w-]{40,200}\/n\/[\w-]{1,60}\/b\//g),
  // A session's token as the keyId of a signed request.
  of("oci-session-token", /(?<![\w$])ST\$[\w.-]{20}/g),
  of("private-key", /-----BEGIN (?:[A-Z0-9]{1,12} ){0,4}PRIVATE KEY(?: BLOCK)?-----/g),
  // PKCS#8 of RSA, EC and Ed25519, PKCS#1, SEC1: what base64 begins with, without the PEM lines around it.
  // https://www.rfc-editor.org/rfc/rfc5208 https://www.rfc-editor.org/rfc/rfc5915
  of(
    "private-key",
    /(?<![A-Za-z0-9+/])(?:MII[A-Za-z0-9+/]{3}IBADANBgkqhkiG9w0B|MIG[A-Za-z0-9+/]AgEAM[A-Za-z0-9+/]{2}GByqGSM49|MC4CAQAwBQYDK2V|MII[A-Za-z0-9+/]{3}IBAAKC|MHcCAQEEI|MIGkAgEBBD)/g,
  ),
  // PKCS#12, which begins with its version. https://www.rfc-editor.org/rfc/rfc7292#section-4
  of("pkcs12", /(?<![A-Za-z0-9+/])MII[A-Za-z0-9+/]{3}IBAzC[ABC][A-Za-z0-9+/]{100}/g),
  of("putty-key", /PuTTY-User-Key-File-[23]:/g),
  of("age-key", /AGE-SECRET-KEY-1[0-9A-Z]{58}/g),
  // https://www.rfc-editor.org/rfc/rfc7519
  of("jwt", /(?<![\w-])eyJ[\w-]{8,400}\.eyJ[\w-]{8}/g),
  // https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
  of("github-token", /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{22})/g),
  of("gitlab-token", /(?<!\w)gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|soat|oas)-[\w-]{20}/g),
  of("pulumi-token", /(?<![\w-])pul-[0-9a-f]{40}(?!\w)/g),
  of("google-key", /(?<![\w-])AIza[\w-]{35}(?![\w-])/g),
  of("google-oauth", /(?<![\w-])(?:GOCSPX-[\w-]{28}|ya29\.[\w-]{30})/g),
  of("azure-client-secret", /(?<![\w~.-])[\w~.-]{3}[0-9]Q~[\w~.-]{31,34}(?![\w~.-])/g),
  of("azure-account-key", /(?:AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{40,88}={0,2}/gi),
  of("azure-sas", /[?&]sig=[A-Za-z0-9%+/]{40,100}/g),
  of("npm-token", /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/g),
  of("pypi-token", /(?<![\w-])pypi-AgEI[\w-]{50}/g),
  of("rubygems-token", /(?<!\w)rubygems_[0-9a-f]{48}/g),
  of("docker-token", /(?<!\w)dckr_(?:pat|oat)_[\w-]{27}/g),
  of("stripe-key", /(?<!\w)(?:[sr]k_(?:live|test|prod)|whsec)_[A-Za-z0-9+/]{24}/g),
  of("slack-token", /(?<!\w)(?:xox[abeoprs]|xapp)-[\w-]{20}/g),
  of("slack-webhook", /hooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/-]{40}/g),
  of("discord-webhook", /discord(?:app)?\.com\/api\/webhooks\/\d{15,22}\/[\w-]{60}/g),
  of("discord-token", /(?<![\w.-])[MNO][A-Za-z0-9]{23,27}\.[\w-]{6}\.[\w-]{27,40}(?![\w.-])/g),
  of("telegram-token", /(?<![\w:])\d{8,10}:AA[\w-]{33}(?![\w-])/g),
  of("teams-webhook", /\.webhook\.office\.com\/webhookb2\/[\w@-]{36}/g),
  of("sendgrid-key", /(?<![\w.])SG\.[\w-]{22}\.[\w-]{43}/g),
  of("mailgun-key", /(?<![\w-])key-[0-9a-f]{32}(?!\w)/g),
  of("mailchimp-key", /(?<![\w-])[0-9a-f]{32}-us\d{1,2}(?!\w)/g),
  of("vault-token", /(?<![\w.])hv[sbr]\.[\w-]{24}/g),
  of("terraform-cloud-token", /(?<!\w)[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60}/g),
  of("atlassian-token", /(?<!\w)ATATT3[\w=-]{50}/g),
  of("bitbucket-token", /(?<!\w)ATCTT3[\w=-]{50}/g),
  of("digitalocean-token", /(?<!\w)do[opr]_v1_[0-9a-f]{64}/g),
  of("heroku-key", /(?<!\w)HRKU-[\w-]{36}/g),
  of("newrelic-key", /(?<!\w)(?:NRAK-[A-Z0-9]{27}|NRII-[\w-]{32}|[0-9a-f]{36}NRAL)/g),
  of("dynatrace-token", /(?<!\w)dt0[a-z]01\.[A-Z0-9]{24}\.[A-Z0-9]{64}/g),
  of("sentry-token", /(?<!\w)sntry[su]_[A-Za-z0-9+/=_]{40}/g),
  of("doppler-token", /(?<![\w.])dp\.(?:pt|st|ct|sa|scim|audit)\.[\w.-]{40}/g),
  of("planetscale-password", /(?<!\w)pscale_(?:pw|tkn|oauth)_[\w.-]{32}/g),
  of("supabase-key", /(?<!\w)sb(?:p_[0-9a-f]{40}|_secret_[\w-]{22})/g),
  of("model-api-key", /(?<![\w-])sk-(?:proj|svcacct|admin|ant|or)-[\w-]{40}/g),
  of("huggingface-token", /(?<!\w)hf_[A-Za-z0-9]{34}(?!\w)/g),
  of("postman-key", /(?<!\w)PMAK-[0-9a-f]{24}-[0-9a-f]{34}/g),
  of("artifactory-token", /(?<!\w)(?:AKCp[A-Za-z0-9]{60}|cmVmdGtu[A-Za-z0-9]{50})/g),
  of("cloudflare-origin-key", /(?<!\w)v1\.0-[0-9a-f]{24}-[0-9a-f]{100}/g),
  of("square-token", /(?<!\w)(?:sq0csp-[\w-]{43}|EAAA[\w-]{60})/g),
  of("shopify-token", /(?<!\w)shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g),
  of("okta-token", /\bSSWS[ \t]{1,4}00[\w-]{40}/g),
  // As in /etc/shadow and htpasswd: weak ones are found by guessing.
  of(
    "password-hash",
    /(?<![\w$])\$(?:2[aby]\$\d\d\$[./A-Za-z0-9]{53}|[156y]\$[^\s$"']{1,40}\$[./A-Za-z0-9]{22,86}|argon2(?:id|i|d)\$)/g,
  ),
  ...VENDORS,
];

function of(rule: string, form: RegExp): Form {
  return { rule, form };
}
