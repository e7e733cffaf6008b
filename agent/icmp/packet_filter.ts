import type { Family } from "@/agent/libc/socket_address.ts";

/** One instruction of classic BPF, `struct sock_filter` of `linux/filter.h`. */
export interface Instruction {
  code: number;
  /** Instructions to skip when a comparison holds, and when not. */
  jt: number;
  jf: number;
  k: number;
}

/** `linux/bpf_common.h`, combined as the names say. */
const LD_B_IND = 0x50;
const LD_H_IND = 0x48;
const LDX_IMM = 0x01;
const LDX_IP_HEADER_BYTES = 0xb1;
const AND = 0x54;
const LSH = 0x64;
const ADD_X = 0x0c;
const TAX = 0x07;
const JEQ = 0x15;
const RET = 0x06;

const ALL = 0xffff_ffff;

/**
 * A filter for a raw ICMP socket that lets through replies with an id, and ICMP errors that quote a
 * request with it. Without it, the replies to every other program on the machine wake this one. It
 * only saves time: what passes is checked again.
 *
 * IPv4 packets start with their IP header, ICMPv6 ones with the ICMP header (raw(7), `rawv6_rcv`).
 */
export function ownIdFilter(family: Family, id: number): Instruction[] {
  const op = (code: number, k = 0, jt = 0, jf = 0): Instruction => ({ code, jt, jf, k });
  const replyType = family === 4 ? 0 : 129;
  const start = family === 4 ? [op(LDX_IP_HEADER_BYTES, 0)] : [op(LDX_IMM, 0)];
  // X becomes the start of the quoted request less the 8 bytes of the outer ICMP header.
  const toQuoted = family === 4
    ? [op(LD_B_IND, 8), op(AND, 0x0f), op(LSH, 2), op(ADD_X), op(TAX)]
    : [op(LDX_IMM, 40)];
  return [
    ...start,
    op(LD_B_IND, 0),
    op(JEQ, replyType, 0, 2),
    op(LD_H_IND, 4),
    op(JEQ, id, toQuoted.length + 3, toQuoted.length + 2),
    ...toQuoted,
    op(LD_H_IND, 12),
    op(JEQ, id, 1, 0),
    op(RET, 0),
    op(RET, ALL),
  ];
}

/** The instructions as the kernel takes them: 8 bytes each, little-endian. */
export function encodeFilter(instructions: Instruction[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(new ArrayBuffer(8 * instructions.length));
  const view = new DataView(bytes.buffer);
  instructions.forEach(({ code, jt, jf, k }, i) => {
    view.setUint16(8 * i, code, true);
    bytes[8 * i + 2] = jt;
    bytes[8 * i + 3] = jf;
    view.setUint32(8 * i + 4, k, true);
  });
  return bytes;
}
