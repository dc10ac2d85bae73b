import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores(["**/node_modules/", ".rehearsal/", "coverage/"]),
  {
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "off",
      "no-constant-binary-expression": "error",
      "no-constant-condition": ["error", { checkLoops: false }],
      "no-debugger": "error",
      "no-duplicate-case": "error",
      "no-empty": "error",
      "no-fallthrough": "error",
      "no-self-assign": "error",
      "no-self-compare": "error",
      "no-unreachable": "error",
      "no-unreachable-loop": "error",
      "no-unsafe-finally": "error",
      "no-unsafe-optional-chaining": "error",
      "no-unused-private-class-members": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "use-isnan": "error",
      "valid-typeof": "error",
    },
  },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "separate-type-imports" }],
      // `record["key"]` says that the key may be missing; `object.key` that it is declared.
      "@typescript-eslint/dot-notation": ["error", { allowIndexSignaturePropertyAccess: true }],
      "@typescript-eslint/no-empty-function": ["error", { allow: ["arrowFunctions"] }],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      // The compiler's noUnusedLocals and noUnusedParameters say the same, with the same "_" exception.
      "@typescript-eslint/no-unused-vars": "off",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // A resource is created for its effect on the plan, and its variable is often not needed.
      "no-new": "off",
      "@typescript-eslint/no-extraneous-class": "off",
      // `() => done()` and `() => void` callbacks are how promises and event emitters are written here.
      "@typescript-eslint/no-confusing-void-expression": "off",
      // A port's implementation is asynchronous because its interface is, not because its body waits.
      "@typescript-eslint/require-await": "off",
      // Index access is checked (noUncheckedIndexedAccess), so records may be deleted from and indexed freely.
      "@typescript-eslint/no-dynamic-delete": "off",
      "@typescript-eslint/prefer-nullish-coalescing": ["error", { ignorePrimitives: { string: true, boolean: true } }],
      // `bodyOf<CreateVcnDetails>(call)` says what the SDK's declarations have been checked to hold.
      "@typescript-eslint/no-unnecessary-type-parameters": "off",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/prefer-promise-reject-errors": "error",
    },
  },
  {
    files: ["tests/**/*.test.ts"],
    rules: {
      // A test breaks one thing of something right, and often knows more than the type does.
      "@typescript-eslint/no-non-null-assertion": "off",
      // What `before` makes is missing in `after` when `before` failed, whatever its declaration says.
      "@typescript-eslint/no-unnecessary-condition": "off",
    },
  },
);
