/** Images, clusters, services and their scaling. */
import type { Needs, System } from "../system.ts";
import { allow, arnIn, kept, owned, unclaimed } from "../system.ts";

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html */
export function registryNeeds(system: System): Needs {
  const own = unique(system.services.map(({ repositoryName }) => arnIn(system, "ecr", `repository/${repositoryName}`)));
  return {
    read: [
      allow(
        "LookAtImages",
        [
          "ecr:BatchGetImage",
          "ecr:DescribeImages",
          "ecr:DescribeRepositories",
          "ecr:GetLifecyclePolicy",
          "ecr:GetRepositoryPolicy",
          "ecr:ListImages",
          "ecr:ListTagsForResource",
        ],
        own,
      ),
    ],
    write: [
      // The token opens no repository by itself; the action knows no resource.
      allow("LogInToRegistry", ["ecr:GetAuthorizationToken"], ["*"]),
      allow(
        "PushImages",
        [
          "ecr:BatchCheckLayerAvailability",
          "ecr:CompleteLayerUpload",
          "ecr:GetDownloadUrlForLayer",
          "ecr:InitiateLayerUpload",
          "ecr:PutImage",
          "ecr:UploadLayerPart",
        ],
        own,
      ),
      allow(
        "ChangeOwnRepositories",
        [
          "ecr:BatchDeleteImage",
          "ecr:CreateRepository",
          "ecr:DeleteLifecyclePolicy",
          "ecr:DeleteRepository",
          "ecr:PutImageScanningConfiguration",
          "ecr:PutImageTagMutability",
          "ecr:PutLifecyclePolicy",
          "ecr:TagResource",
          "ecr:UntagResource",
        ],
        own,
      ),
    ],
  };
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html */
export function ecsNeeds(system: System): Needs {
  const ecs = (resource: string) => arnIn(system, "ecs", resource);
  const clusters = unique(system.services.map(({ clusterName }) => ecs(`cluster/${clusterName}`)));
  const services = system.services.map(({ clusterName, serviceName }) => ecs(`service/${clusterName}/${serviceName}`));
  const families = unique(system.services.map(({ family }) => ecs(`task-definition/${family}:*`)));
  const all = [...clusters, ...services, ...families];
  return {
    read: [
      // It knows no resource.
      allow("LookAtDefinitions", ["ecs:DescribeTaskDefinition"], ["*"], {
        StringEquals: { "aws:RequestedRegion": system.region },
      }),
      allow(
        "LookAtServices",
        [
          "ecs:DescribeClusters",
          "ecs:DescribeServiceDeployments",
          "ecs:DescribeServiceRevisions",
          "ecs:DescribeServices",
          "ecs:ListServiceDeployments",
          "ecs:ListTagsForResource",
        ],
        all,
      ),
    ],
    write: [
      allow(
        "ChangeOwnServices",
        [
          "ecs:CreateCluster",
          "ecs:CreateService",
          "ecs:DeleteCluster",
          "ecs:DeleteService",
          "ecs:PutClusterCapacityProviders",
          "ecs:RegisterTaskDefinition",
          "ecs:TagResource",
          "ecs:UntagResource",
          "ecs:UpdateCluster",
          "ecs:UpdateClusterSettings",
          "ecs:UpdateService",
        ],
        all,
      ),
      // It knows no resource. A revision that is gone from the list still runs where it runs.
      allow("RetireDefinitions", ["ecs:DeregisterTaskDefinition"], ["*"], {
        StringEquals: { "aws:RequestedRegion": system.region },
      }),
    ],
  };
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsapplicationautoscaling.html */
export function scalingNeeds(system: System): Needs {
  const targets = [arnIn(system, "application-autoscaling", "scalable-target/*")];
  return {
    read: [
      allow("LookAtScaling", ["application-autoscaling:Describe*"], ["*"], {
        StringEquals: { "aws:RequestedRegion": system.region },
      }),
      allow("LookAtScalingTags", ["application-autoscaling:ListTagsForResource"], targets, owned(system)),
    ],
    write: [
      allow(
        "MakeScaling",
        ["application-autoscaling:RegisterScalableTarget", "application-autoscaling:TagResource"],
        targets,
        unclaimed(system),
      ),
      allow(
        "ChangeOwnScaling",
        [
          "application-autoscaling:DeleteScalingPolicy",
          "application-autoscaling:DeregisterScalableTarget",
          "application-autoscaling:PutScalingPolicy",
          "application-autoscaling:RegisterScalableTarget",
          "application-autoscaling:TagResource",
          "application-autoscaling:UntagResource",
        ],
        targets,
        kept(system),
      ),
    ],
  };
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)];
}
