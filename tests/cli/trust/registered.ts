/** What components register, with what the clouds would compute: as a state would hold it. */
export { build } from "../../components/aws/built.ts";
export { computedOf } from "../../components/aws/shapes.ts";
export { build as buildOci, mockId } from "../../components/oci/built.ts";
