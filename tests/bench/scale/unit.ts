/** What the measured program has many of: a little system without a network, made of this project's components. */
import { AlarmTopic, Queue, Repository, Secret, ServiceRole, Table } from "@tidegate/aws";

/** @param name begins all names, in the program and in the cloud */
export function unit(name: string): void {
  const topic = new AlarmTopic(`${name}-alarms`, { topicName: `${name}-alarms` });
  const queue = new Queue(`${name}-jobs`, {
    queueName: `${name}-jobs`,
    visibilitySeconds: 60,
    maxReceiveCount: 3,
    alarmTopicArn: topic.arn,
  });
  const table = new Table(`${name}-items`, {
    tableName: `${name}-items`,
    hashKey: { name: "id", type: "S" },
    billing: { mode: "on-demand" },
    protect: false,
  });
  new Repository(`${name}-images`, { repositoryName: `${name}-images`, image: "floating", protect: false });
  new Secret(`${name}-key`, { secretName: `${name}-key`, description: "A key for the benchmark", protect: false });
  new ServiceRole(`${name}-task`, {
    roleName: `${name}-task`,
    service: "ecs-tasks.amazonaws.com",
    description: "A task of the benchmark",
    statements: [...queue.consumeStatements(), ...table.readWriteStatements()],
  });
}
