/** The oldest engine that these programs are run under; an older one on PATH is passed over. */
export const MINIMUM_VERSION = "3.259.0";

/** What the Go modules in `pulumi/` pin: the newest engine that a Go module proxy serves. */
export const BUILT_VERSION = "3.259.0";

/** The Go release line that `pulumi/go.mod` asks for. */
export const MINIMUM_GO = "1.25";

/** The executables that an engine needs to run these programs. */
export const PULUMI = "pulumi";
export const LANGUAGE_HOST = "pulumi-language-nodejs";
export const DYNAMIC_PROVIDER = "pulumi-resource-pulumi-nodejs";

/** Names one way to get an engine and rules out the others: path, official or built. For tests and for pinning a choice. */
export const FORCE_VARIABLE = "TIDEGATE_ENGINE";
