/** The provider's tokens of RDS. */
export const INSTANCE = "aws:rds/instance:Instance";
export const SUBNET_GROUP = "aws:rds/subnetGroup:SubnetGroup";
export const PARAMETER_GROUP = "aws:rds/parameterGroup:ParameterGroup";
export const DESIRED_STATE = "aws:rds/instanceDesiredState:InstanceDesiredState";
