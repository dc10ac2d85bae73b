/** What components register, with what AWS would compute: as a state would hold it. */
export { build } from "../../components/aws/built.ts";
export { computedOf } from "../../components/aws/shapes.ts";
