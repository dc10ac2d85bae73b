/**
 * An engine that is killed can't say goodbye to its provider. This notices it: a rollout that goes on without its engine
 * would meet the one of the next `up`, and each would spend the capacity that the other counts on.
 */
import { connect } from "node:net";

/**
 * Calls `gone` as soon as nobody is at the engine's address any more. It keeps no process alive.
 *
 * @param address of the engine, `127.0.0.1:port`
 */
export function watchEngine(address: string, gone: () => void): void {
  const { hostname, port } = new URL(`tcp://${address}`);
  let hasConnected = false;
  const socket = connect(Number(port), hostname, () => (hasConnected = true));
  socket.resume();
  socket.unref();
  // What went wrong doesn't matter: the connection is over then, and "close" says so.
  socket.on("error", () => {});
  // An engine ends a connection that says nothing for some minutes; then it can be had again.
  socket.on("close", () => (hasConnected ? watchEngine(address, gone) : gone()));
}

/** Whether a process's argument can be an engine's address. */
export function isEngineAddress(argument: string | undefined): argument is string {
  return argument !== undefined && /^[\w.-]+:\d+$/.test(argument);
}
