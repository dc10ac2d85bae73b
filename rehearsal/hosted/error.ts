/** What a hosted service answers: the request, the HTTP status, and its words. */
import { AwsError } from "../aws/errors.ts";

const REASONS: Readonly<Record<number, string>> = {
  303: "See Other",
  400: "Bad Request",
  404: "Not Found",
  409: "Conflict",
  422: "Validation Failed",
};

/** Goes through the same door as AWS's errors; its code is the status. */
export class HostedError extends AwsError {
  /** @param request method and path: `PUT /repos/tidegate/tidegate/environments/prod` */
  constructor(request: string, status: number, detail = "") {
    const reason = `${status} ${REASONS[status] ?? ""}`.trim();
    super(String(status), `${request}: ${reason}${detail === "" ? "" : ` [${detail}]`}`);
  }
}
