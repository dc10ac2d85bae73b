import { join } from "node:path";

/**
 * The Lambda function's code as one ES module. The AWS SDK stays outside: Lambda's Node has it.
 *
 * It is bundled while the program runs, so no generated file can lag behind its source, and esbuild is only loaded by a
 * program that asks for the function. esbuild's version is exact, so the same source is the same text everywhere, and a
 * plan shows a change only where there is one. Node could strip the types by itself, but only file by file, and that
 * function of Node's is experimental: it warns in every preview.
 */
export async function bundle(): Promise<string> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    // Relative names: the text must not depend on where the project lies.
    absWorkingDir: import.meta.dirname,
    entryPoints: [join(import.meta.dirname, "main.ts")],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node24",
    external: ["@aws-sdk/*"],
    legalComments: "none",
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("esbuild made no file of watch/redeploy/main.ts.");
  return file.text;
}
