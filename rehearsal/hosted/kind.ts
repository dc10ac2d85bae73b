/** What the rehearsal knows about a resource type of a hosted service (GitHub, Pulumi Cloud), beyond the SDK's declarations. */
import type { Kind } from "../aws/kind.ts";
import type { Properties } from "../plugins/protocol/values.ts";

export interface HostedKind extends Kind {
  /** The inputs as the provider writes them down when it has checked them: defaults, normal forms, secret marks. */
  fill?(inputs: Properties): Properties;
  /** Inputs whose change makes a new resource because of what changes with them. Both sides are without marks. */
  replacesTogether?(olds: Properties, news: Properties): readonly string[];
}
