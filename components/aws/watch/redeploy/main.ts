/** Where Lambda begins. Everything else is in handler.ts, which knows no SDK. */
import { ECSClient, UpdateServiceCommand } from "@aws-sdk/client-ecs";
import { redeployer } from "./handler.ts";

const client = new ECSClient({});

export const handler = redeployer(
  {
    forceNewDeployment: async (cluster, service) => {
      await client.send(new UpdateServiceCommand({ cluster, service, forceNewDeployment: true }));
    },
  },
  (line) => console.log(line),
);
