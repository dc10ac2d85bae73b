/** What is a credential by its name or by its form. */

/** Whether a name is of a cloud's credential: `AWS_SECRET_ACCESS_KEY`, `OCI_CLI_KEY_CONTENT`, `PULUMI_ACCESS_TOKEN`. */
export function isCloudCredentialName(name: string): boolean {
  const words = wordsOf(name);
  const isClouds = words.some((word) => CLOUDS.has(word)) || CLOUDLESS.has(words.join("_"));
  return isClouds && isCredential(words);
}

/** Whether a name is of any credential: a word for one in it, and none behind it that says it is something else. */
export function isCredentialName(name: string): boolean {
  return isCredential(wordsOf(name));
}

/** What kind of credential a value is by the form that its maker gave it; undefined where it is none. */
export function credentialForm(value: string): string | undefined {
  const found = FORMS.find(([, form]) => form.test(value.slice(0, MOST)));
  return found?.[0] ?? (isSecretKey(value) ? "aws-secret-key" : undefined);
}

function isCredential(words: readonly string[]): boolean {
  const last = words.at(-1) ?? "";
  // The id of an access key stands with its secret, and is of no use to anybody else.
  if (words.slice(-3).join("_") === "access_key_id") return true;
  if (POINTERS.has(last) || words.some((word) => OPEN.has(word))) return false;
  return words.some((word) => CREDENTIALS.has(word) || JOINED.has(word));
}

/** In small letters: `OCI_CLI_KEY_CONTENT` and `ociCliKeyContent` are oci, cli, key, content. */
function wordsOf(name: string): string[] {
  return (name.slice(0, LONGEST).match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
}

/** Characters; GitHub's longest name is 255. */
const LONGEST = 255;

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

const CLOUDS = set(
  "aws amazon oci ocir oracle azure arm gcp gcloud google pulumi digitalocean hcloud hetzner linode cloudflare ibmcloud " +
    "alicloud scaleway ovh vultr kube kubeconfig",
);
/** Names that tell a cloud's credential without naming the cloud. */
const CLOUDLESS = set("access_key_id secret_access_key service_account_key");
const CREDENTIALS = set(
  "secret secrets token tokens password passwords passwd passphrase pat key keys credential credentials creds pem " +
    "kubeconfig fingerprint",
);
const JOINED = set("apikey apikeys accesskey secretkey privatekey authtoken accesstoken clientsecret");
/** Words that a name ends in when it only says where something is kept, or how it is called. */
const POINTERS = set("arn name url uri endpoint ocid id ids path file region alias version ttl type");
/** Words that say that everybody may see it. */
const OPEN = set("public pub kms cmk");

/** Characters that are looked at. GitHub takes 48 KB. */
const MOST = 65_536;

/** Each a form of its maker's. */
const FORMS: readonly (readonly [string, RegExp])[] = [
  ["private-key", /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/],
  ["aws-access-key", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/],
  ["github-token", /\b(?:gh[opsru]_\w{36}|github_pat_\w{22})/],
  ["pulumi-token", /\bpul-[0-9a-f]{40}\b/],
  ["google-service-account", /"private_key_id"\s{0,9}:/],
  ["signed-token", /\beyJ[\w-]{5,400}\.eyJ[\w-]{5}/],
];

/** Forty characters of base64 and no hash: a commit is forty characters too, of hexadecimal digits. */
function isSecretKey(value: string): boolean {
  return /^[A-Za-z0-9/+]{40}$/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value) && /\d/.test(value);
}
