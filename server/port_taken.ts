/** Another program has the port, or we may not have it; the message says what to do. */
export class PortTaken extends Error {
  override name = "PortTaken";
}
