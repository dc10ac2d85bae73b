/** What this project uses of http-signature, which ships no declarations. */
declare module "http-signature" {
  import type { IncomingMessage } from "node:http";

  namespace httpSignature {
    interface ParsedSignature {
      params: { keyId: string; algorithm: string; headers: string[]; signature: string };
      signingString: string;
    }
    interface ParseOptions {
      /** Seconds. */
      clockSkew?: number;
      /** Headers that must be signed. */
      headers?: string[];
    }
    function parseRequest(request: IncomingMessage, options?: ParseOptions): ParsedSignature;
    function verifySignature(parsed: ParsedSignature, publicKey: string): boolean;
  }
  export = httpSignature;
}
