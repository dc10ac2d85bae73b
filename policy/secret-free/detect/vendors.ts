/**
 * Tokens by the prefixes that their vendors give them, beside those in `forms.ts`. What secretlint's preset knows as well is not here.
 *
 * @see https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
 * @see https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml
 */
import type { Form } from "./forms.ts";

export const VENDORS: readonly Form[] = [
  // Building and publishing.
  of("sonarqube-token", /(?<!\w)sq[aup]_[0-9a-f]{40}(?!\w)/g),
  of("circleci-token", /(?<!\w)CCI(?:PAT|PRJ)_[A-Za-z0-9]{22}_[0-9a-f]{40}(?!\w)/g),
  of("buildkite-token", /(?<!\w)bk(?:ua|ct|at)_[0-9a-f]{40}(?!\w)/g),
  of("clojars-token", /(?<!\w)CLOJARS_[0-9a-f]{60}(?!\w)/g),
  of("crates-token", /(?<!\w)cio[A-Za-z0-9]{32}(?!\w)/g),
  of("nuget-key", /(?<!\w)oy2[a-z0-9]{43}(?!\w)/g),
  of("prefect-key", /(?<!\w)pn[ub]_[A-Za-z0-9]{36}(?!\w)/g),
  of("harness-token", /(?<!\w)(?:pat|sat)\.[\w-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}(?!\w)/g),
  // Clouds and what runs on them.
  of("fly-token", /(?<!\w)(?:FlyV1[ \t]fm[12][ar]?_|fm2_|fo1_)[A-Za-z0-9+/=,_-]{40}/g),
  of("openshift-token", /(?<!\w)sha256~[\w-]{43}(?![\w-])/g),
  of("scalingo-token", /(?<!\w)tk-us-[\w-]{48}/g),
  of("netlify-token", /(?<!\w)nfp_[A-Za-z0-9]{36}/g),
  of("render-key", /(?<!\w)rnd_[A-Za-z0-9]{28}/g),
  of("alibaba-key", /(?<!\w)LTAI[A-Za-z0-9]{20}(?!\w)/g),
  // Tools for work.
  of("airtable-token", /(?<!\w)pat[A-Za-z0-9]{14}\.[0-9a-f]{64}(?!\w)/g),
  of("notion-token", /(?<!\w)(?:secret_[A-Za-z0-9]{43}|ntn_[A-Za-z0-9]{40,50})(?!\w)/g),
  of("asana-token", /(?<![\w/])[12]\/\d{13,19}(?:\/\d{13,19})?:[0-9a-f]{32}(?!\w)/g),
  of("typeform-token", /(?<!\w)tfp_[\w.=-]{59}/g),
  of("readme-key", /(?<!\w)rdme_[a-z0-9]{70}/g),
  of("contentful-token", /(?<!\w)CFPAT-[\w-]{43}/g),
  of("dropbox-token", /(?<![\w.-])sl\.[\w-]{130}/g),
  of("mapbox-token", /(?<![\w.-])sk\.eyJ[\w-]{60}/g),
  // By a version-4 UUID: a name with a hash behind it has none.
  of("launchdarkly-key", /(?<![\w-])sdk-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![\w-])/g),
  // Money and mail.
  of("braintree-token", /(?<!\w)access_token\$(?:production|sandbox)\$[0-9a-z]{16}\$[0-9a-f]{32}/g),
  of("plaid-token", /(?<!\w)access-(?:production|sandbox|development)-[0-9a-f]{8}-[0-9a-f-]{27}(?![\w-])/g),
  of("brevo-key", /(?<!\w)xkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}/g),
  of("easypost-key", /(?<!\w)EZ[AT]K[A-Za-z0-9]{54}/g),
  of("shippo-token", /(?<!\w)shippo_(?:live|test)_[0-9a-f]{40}/g),
  of("duffel-token", /(?<!\w)duffel_(?:live|test)_[\w=-]{43}/g),
  of("flutterwave-key", /(?<!\w)FLWSECK(?:_TEST)?-[0-9a-h]{12,32}-X/g),
  // Models.
  of(
    "model-api-key",
    /(?<!\w)(?:pplx-[A-Za-z0-9]{48}|r8_\w{37}(?!\w)|xai-[A-Za-z0-9]{80}|nvapi-[\w-]{64}|lsv2_[ps][tk]_[0-9a-f]{32}_[0-9a-f]{10})/g,
  ),
];

function of(rule: string, form: RegExp): Form {
  return { rule, form };
}
