/**
 * Requests that an instance is working at. Each ends at its own moment of world time; only then is it known whether it got
 * its answer. What ended waits here until whoever holds the connection fetches it.
 */
import { ledger } from "../ledger.ts";
import type { World } from "../world.ts";
import type { InternetReply, InternetRequest } from "./request.ts";

export interface Flight {
  readonly request: InternetRequest;
  readonly loadBalancerId: string;
  readonly backendSetName: string;
  readonly backendName: string;
  readonly instanceId: string;
  readonly image: string;
  /** When the instance's present boot began to serve: another value later is another boot. */
  readonly servesAt: number;
  /** World time of the answer, in milliseconds since the epoch. */
  readonly endsAt: number;
  /** What came of it, once it has ended. */
  readonly reply?: InternetReply;
}

export const flights = ledger<Flight>("flights");

export function requestsInFlight(world: World, loadBalancerId: string): number {
  return flights
    .entries(world)
    .filter(([, flight]) => flight.loadBalancerId === loadBalancerId && flight.reply === undefined).length;
}

/** Forgets all of them: their connections ended with the process that held them. */
export function forgetFlights(world: World): void {
  flights.entries(world).forEach(([id]) => flights.remove(world, id));
}
