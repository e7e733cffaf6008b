/** Losses in a row, to one target or on a whole socket, after which another id is tried. */
const TO_TARGET = 5;
const ON_SOCKET = 100;

/**
 * Whether so many losses in a row are a reason to go on with another ICMP id: a stateful firewall
 * may have pinned a dead state to the old one. At 5, 10, 20, 40 … of a target (or 100, 200, 400 … of
 * a socket), so that one that stays dead asks ever less often.
 */
export function asksForNewId(lostToTarget: number, lostOnSocket: number): boolean {
  return isDoubled(lostToTarget, TO_TARGET) || isDoubled(lostOnSocket, ON_SOCKET);
}

function isDoubled(count: number, first: number): boolean {
  return count >= first && Number.isInteger(Math.log2(count / first));
}
