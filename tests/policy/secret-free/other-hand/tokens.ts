/** Tokens by which their vendors' own prefix or shape tells what they are. */
import type { Random } from "../../../components/rollout/simulate/random.ts";
import { BASE32, BASE36, BASE62, base64, base64Of, bytes, checked, digits, hex, jwt, letters } from "./letters.ts";
import { LOWER, UPPER, URL_SAFE, uuid, word } from "./letters.ts";

/** A kind of value: what it is usually called, and how one is made. */
export interface ValueKind {
  readonly kind: string;
  readonly names: readonly string[];
  readonly make: (random: Random) => string;
}

type Row = readonly [kind: string, names: string, make: (random: Random) => string];

const B = BASE62;

const CODE: readonly Row[] = [
  ["github classic", "GITHUB_TOKEN GH_TOKEN", (r) => `ghp_${checked(r, 36)}`],
  ["github oauth", "GITHUB_OAUTH_TOKEN", (r) => `gho_${checked(r, 36)}`],
  ["github user-to-server", "GITHUB_USER_TOKEN", (r) => `ghu_${checked(r, 36)}`],
  ["github server-to-server", "GITHUB_APP_TOKEN", (r) => `ghs_${checked(r, 36)}`],
  ["github refresh", "GITHUB_REFRESH_TOKEN", (r) => `ghr_${checked(r, 36)}`],
  ["github fine-grained", "GITHUB_PAT", (r) => `github_pat_${letters(r, B, 22)}_${letters(r, B, 59)}`],
  ["gitlab personal", "GITLAB_TOKEN", (r) => `glpat-${letters(r, URL_SAFE, 20)}`],
  ["gitlab routable", "GITLAB_TOKEN", (r) => `glpat-${letters(r, URL_SAFE, 27)}.01.${letters(r, BASE36, 9)}`],
  ["gitlab trigger", "GITLAB_TRIGGER_TOKEN", (r) => `glptt-${hex(r, 40)}`],
  ["gitlab deploy", "GITLAB_DEPLOY_TOKEN", (r) => `gldt-${letters(r, URL_SAFE, 20)}`],
  ["gitlab runner", "CI_RUNNER_TOKEN", (r) => `glrt-${letters(r, URL_SAFE, 20)}`],
  ["npm", "NPM_TOKEN", (r) => `npm_${checked(r, 36)}`],
  ["pypi", "TWINE_PASSWORD", (r) => `pypi-AgEIcHlwaS5vcmc${letters(r, URL_SAFE, 130)}`],
  ["rubygems", "GEM_HOST_API_KEY", (r) => `rubygems_${hex(r, 48)}`],
  ["docker hub personal", "DOCKERHUB_TOKEN", (r) => `dckr_pat_${letters(r, URL_SAFE, 27)}`],
  ["docker hub organisation", "DOCKERHUB_TOKEN", (r) => `dckr_oat_${letters(r, URL_SAFE, 32)}`],
  ["hugging face", "HF_TOKEN", (r) => `hf_${letters(r, UPPER + LOWER, 34)}`],
  ["buildkite", "BUILDKITE_TOKEN", (r) => `bkua_${hex(r, 40)}`],
  ["circleci", "CIRCLE_TOKEN", (r) => `CCIPAT_${letters(r, B, 22)}_${hex(r, 40)}`],
  ["sonarqube", "SONAR_TOKEN", (r) => `squ_${hex(r, 40)}`],
  [
    "atlassian",
    "JIRA_API_TOKEN",
    (r) => `ATATT3xFfGF0${letters(r, URL_SAFE, 171)}=${letters(r, "0123456789ABCDEF", 8)}`,
  ],
  ["postman", "POSTMAN_API_KEY", (r) => `PMAK-${hex(r, 24)}-${hex(r, 34)}`],
  ["linear", "LINEAR_API_KEY", (r) => `lin_api_${letters(r, B, 40)}`],
  ["notion old", "NOTION_TOKEN", (r) => `secret_${letters(r, B, 43)}`],
  ["notion", "NOTION_TOKEN", (r) => `ntn_${letters(r, B, 46)}`],
  ["figma", "FIGMA_TOKEN", (r) => `figd_${letters(r, URL_SAFE, 40)}`],
  ["airtable", "AIRTABLE_API_KEY", (r) => `pat${letters(r, B, 14)}.${hex(r, 64)}`],
  ["jfrog", "ARTIFACTORY_API_KEY", (r) => `AKCp${letters(r, B, 69)}`],
];

const MONEY_AND_MAIL: readonly Row[] = [
  ["stripe secret", "STRIPE_SECRET_KEY", (r) => `sk_live_${letters(r, B, r.pick([24, 99]))}`],
  ["stripe restricted", "STRIPE_KEY", (r) => `rk_live_${letters(r, B, 24)}`],
  ["stripe webhook", "STRIPE_WEBHOOK_SECRET", (r) => `whsec_${letters(r, B, 32)}`],
  ["square", "SQUARE_TOKEN", (r) => `EAAA${letters(r, URL_SAFE, 60)}`],
  ["square oauth", "SQUARE_SECRET", (r) => `sq0csp-${letters(r, URL_SAFE, 43)}`],
  ["shopify access", "SHOPIFY_TOKEN", (r) => `shpat_${hex(r, 32)}`],
  ["shopify shared", "SHOPIFY_SHARED_SECRET", (r) => `shpss_${hex(r, 32)}`],
  ["braintree", "BRAINTREE_TOKEN", (r) => `access_token$production$${letters(r, BASE36, 16)}$${hex(r, 32)}`],
  ["sendgrid", "SENDGRID_API_KEY", (r) => `SG.${letters(r, URL_SAFE, 22)}.${letters(r, URL_SAFE, 43)}`],
  ["mailgun", "MAILGUN_API_KEY", (r) => `key-${hex(r, 32)}`],
  ["mailchimp", "MAILCHIMP_API_KEY", (r) => `${hex(r, 32)}-us${r.int(1, 21)}`],
  ["slack bot", "SLACK_BOT_TOKEN", (r) => `xoxb-${digits(r, 12)}-${digits(r, 13)}-${letters(r, B, 24)}`],
  ["slack user", "SLACK_TOKEN", (r) => `xoxp-${digits(r, 12)}-${digits(r, 12)}-${digits(r, 13)}-${hex(r, 32)}`],
  ["slack app", "SLACK_APP_TOKEN", (r) => `xapp-1-A${letters(r, UPPER, 10)}-${digits(r, 13)}-${hex(r, 64)}`],
  [
    "slack webhook",
    "SLACK_WEBHOOK_URL",
    (r) => `https://hooks.slack.com/services/T${letters(r, UPPER, 10)}/B${letters(r, UPPER, 10)}/${letters(r, B, 24)}`,
  ],
  ["discord bot", "DISCORD_TOKEN", (r) => `${base64(digits(r, 18))}.${letters(r, B, 6)}.${letters(r, URL_SAFE, 38)}`],
  [
    "discord webhook",
    "DISCORD_WEBHOOK",
    (r) => `https://discord.com/api/webhooks/${digits(r, 18)}/${letters(r, URL_SAFE, 68)}`,
  ],
  ["telegram bot", "TELEGRAM_TOKEN", (r) => `${digits(r, 10)}:AA${letters(r, URL_SAFE, 33)}`],
];

const CLOUDS: readonly Row[] = [
  ["pulumi", "PULUMI_ACCESS_TOKEN", (r) => `pul-${hex(r, 40)}`],
  ["terraform cloud", "TF_TOKEN", (r) => `${letters(r, B, 14)}.atlasv1.${letters(r, URL_SAFE, 67)}`],
  ["vault service", "VAULT_TOKEN", (r) => `hvs.${letters(r, URL_SAFE, 95)}`],
  ["vault batch", "VAULT_TOKEN", (r) => `hvb.${letters(r, URL_SAFE, 150)}`],
  ["digitalocean personal", "DIGITALOCEAN_TOKEN", (r) => `dop_v1_${hex(r, 64)}`],
  ["digitalocean oauth", "DIGITALOCEAN_TOKEN", (r) => `doo_v1_${hex(r, 64)}`],
  ["cloudflare origin", "CLOUDFLARE_ORIGIN_KEY", (r) => `v1.0-${hex(r, 24)}-${hex(r, 146)}`],
  ["heroku", "HEROKU_API_KEY", (r) => `HRKU-AA${letters(r, URL_SAFE, 58)}`],
  ["flyio", "FLY_API_TOKEN", (r) => `FlyV1 fm2_${base64Of(r, 120)}`],
  ["planetscale", "PLANETSCALE_TOKEN", (r) => `pscale_tkn_${letters(r, URL_SAFE, 43)}`],
  ["supabase", "SUPABASE_ACCESS_TOKEN", (r) => `sbp_${hex(r, 40)}`],
  ["databricks", "DATABRICKS_TOKEN", (r) => `dapi${hex(r, 32)}`],
  ["doppler", "DOPPLER_TOKEN", (r) => `dp.pt.${letters(r, B, 43)}`],
  ["tailscale", "TS_AUTHKEY", (r) => `tskey-auth-${letters(r, B, 12)}CNTRL-${letters(r, B, 32)}`],
  ["google api key", "GOOGLE_API_KEY", (r) => `AIza${letters(r, URL_SAFE, 35)}`],
  ["google client secret", "GOOGLE_CLIENT_SECRET", (r) => `GOCSPX-${letters(r, URL_SAFE, 28)}`],
  ["google access token", "GOOGLE_ACCESS_TOKEN", (r) => `ya29.${letters(r, URL_SAFE, 160)}`],
  ["azure client secret", "AZURE_CLIENT_SECRET", (r) => `${letters(r, B, 3)}8Q~${letters(r, `${URL_SAFE}.~`, 34)}`],
  [
    "oci session token",
    "OCI_SESSION_TOKEN",
    (r) =>
      jwt(r, { kid: "asw_phx_1", alg: "RS256" }, { sub: `ocid1.user.oc1..${letters(r, BASE36, 60)}`, ttype: "upst" }),
  ],
];

const WATCHING: readonly Row[] = [
  ["new relic user", "NEW_RELIC_API_KEY", (r) => `NRAK-${letters(r, BASE36.toUpperCase(), 27)}`],
  ["new relic licence", "NEW_RELIC_LICENSE_KEY", (r) => `${hex(r, 36)}NRAL`],
  ["grafana service account", "GRAFANA_TOKEN", (r) => `glsa_${letters(r, B, 32)}_${hex(r, 8)}`],
  [
    "grafana cloud",
    "GRAFANA_CLOUD_TOKEN",
    (r) => `glc_${base64(JSON.stringify({ o: digits(r, 6), n: word(r), k: letters(r, B, 24), m: { r: "eu" } }))}`,
  ],
  [
    "sentry organisation",
    "SENTRY_AUTH_TOKEN",
    (r) => `sntrys_${base64(JSON.stringify({ iat: 1790000000, org: word(r) }))}_${letters(r, B, 43)}`,
  ],
  ["sentry user", "SENTRY_AUTH_TOKEN", (r) => `sntryu_${hex(r, 64)}`],
  [
    "sentry dsn with secret",
    "SENTRY_DSN",
    (r) => `https://${hex(r, 32)}:${hex(r, 32)}@o${digits(r, 6)}.ingest.sentry.io/${digits(r, 7)}`,
  ],
  ["dynatrace", "DT_API_TOKEN", (r) => `dt0c01.${letters(r, BASE32, 24)}.${letters(r, BASE32, 64)}`],
  ["launchdarkly", "LAUNCHDARKLY_SDK_KEY", (r) => `sdk-${uuid(r)}`],
  ["age identity", "SOPS_AGE_KEY", (r) => `AGE-SECRET-KEY-1${letters(r, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58)}`],
  [
    "1password service account",
    "OP_SERVICE_ACCOUNT_TOKEN",
    (r) => `ops_${base64(JSON.stringify({ key: hex(r, 90) }))}`,
  ],
  [
    "jwt",
    "AUTH_TOKEN",
    (r) => jwt(r, { alg: "HS256", typ: "JWT" }, { sub: digits(r, 8), role: "admin", exp: 1893456000 }),
  ],
  [
    "kubernetes service account",
    "KUBE_TOKEN",
    (r) =>
      jwt(
        r,
        { alg: "RS256", kid: letters(r, URL_SAFE, 43) },
        { iss: "kubernetes/serviceaccount", sub: "system:serviceaccount:kube-system:deployer", jti: uuid(r) },
      ),
  ],
  [
    "otpauth",
    "TOTP_URL",
    (r) => `otpauth://totp/Example:${word(r)}@example.com?secret=${letters(r, BASE32, 32)}&issuer=Example`,
  ],
  // In pieces: a whole name of the vendor isn't wanted here.
  ["model api old", "MODEL_API_KEY", (r) => `sk-${letters(r, B, 20)}T3BlbkFJ${letters(r, B, 20)}`],
  [
    "model api project",
    "MODEL_API_KEY",
    (r) => `sk-proj-${letters(r, URL_SAFE, 74)}T3BlbkFJ${letters(r, URL_SAFE, 74)}`,
  ],
  ["model api other", "MODEL_API_KEY", (r) => `sk-ant-api03-${letters(r, URL_SAFE, 93)}AA`],
  ["aws session", "AWS_SESSION_TOKEN", (r) => `IQoJb3JpZ2luX2Vj${bytes(r, 400).toString("base64")}`],
];

export const TOKENS: readonly ValueKind[] = [...CODE, ...MONEY_AND_MAIL, ...CLOUDS, ...WATCHING].map(
  ([kind, names, make]) => ({ kind, names: names.split(" "), make }),
);
