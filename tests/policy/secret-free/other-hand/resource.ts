/** A resource of a state, as far as a place says it. */
export interface Written {
  readonly type: string;
  readonly inputs: object;
  /** Default: as the inputs. */
  readonly outputs?: object;
  /** Last part of its URN. Default: a number. */
  readonly name?: string;
  readonly id?: string;
  readonly aliases?: readonly string[];
}

/** How Pulumi writes a secret, a text asset and an archive. @see https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

export function wrapped(value: unknown): object {
  return { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", plaintext: JSON.stringify(value) };
}

export function encrypted(ciphertext: string): object {
  return { [SIGNATURE]: "1b47061264138c4ac30d75fd1eb44270", ciphertext };
}

export function textAsset(text: string, hash: string): object {
  return { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", hash, text };
}
