/** `pcap-savefile(5)`, little-endian, stamps in nanoseconds. */
const MAGIC_NS = 0xa1b23c4d;
const FILE_HEADER_BYTES = 24;
const RECORD_HEADER_BYTES = 16;
const ETHERNET_BYTES = 14;

/**
 * Round trips in µs that a capture of ICMP echo on an Ethernet device saw, for each destination in
 * the order of the requests; -1 where no reply came.
 *
 * @throws {Error} when it is no such capture.
 */
export function readRoundTrips(file: Uint8Array): Record<string, number[]> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < FILE_HEADER_BYTES || view.getUint32(0, true) !== MAGIC_NS) {
    throw new Error("not a capture with nanosecond stamps");
  }
  const rtts: Record<string, number[]> = {};
  const open = new Map<string, { list: number[]; place: number; atUs: number }>();
  for (let at = FILE_HEADER_BYTES; at + RECORD_HEADER_BYTES <= file.length;) {
    // Microseconds of the day fit a number to the nanosecond, those since 1970 do not.
    const atUs = view.getUint32(at, true) % 86_400 * 1e6 + view.getUint32(at + 4, true) / 1e3;
    const bytes = view.getUint32(at + 8, true);
    const ip = at + RECORD_HEADER_BYTES + ETHERNET_BYTES;
    at += RECORD_HEADER_BYTES + bytes;
    if (at > file.length || bytes < ETHERNET_BYTES + 28 || file[ip + 9] !== 1) continue;
    const icmp = ip + (file[ip] & 15) * 4;
    const isRequest = file[icmp] === 8;
    if (!isRequest && file[icmp] !== 0) continue;
    const target = file.subarray(ip + (isRequest ? 16 : 12), ip + (isRequest ? 20 : 16)).join(".");
    const key = `${target} ${view.getUint32(icmp + 4)}`;
    if (isRequest) {
      const list = rtts[target] ??= [];
      open.set(key, { list, place: list.push(-1) - 1, atUs });
    } else {
      const request = open.get(key);
      if (request) request.list[request.place] = atUs - request.atUs;
      open.delete(key);
    }
  }
  return rtts;
}
