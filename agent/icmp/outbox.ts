import { ECHO_BYTES, encodeEchoRequest, finishEchoRequest } from "@/agent/icmp/echo.ts";
import type { Echo, EchoTable } from "@/agent/icmp/echo_table.ts";
import { SendBatch } from "@/agent/icmp/send_batch.ts";
import { COOKIE_BYTES } from "@/agent/icmp/echo.ts";
import { type Family, LAYOUT } from "@/agent/libc/socket_address.ts";

/** Requests that one system call sends, at most. */
export const OUTBOX = 128;

/** What an outbox needs of a socket. */
export interface BatchSocket {
  readonly family: Family;
  readonly mode: "raw" | "datagram";
  readonly id: number;
  /** Sends messages `first` to `end - 1`: how many, at least 1, or negated the error number. */
  send(batch: SendBatch, first: number, end: number): number;
}

/** A request that the kernel refused. */
export interface Unsent {
  echo: Echo;
  errno: number;
}

/** Requests of one socket that leave together, written once they are added. */
export class Outbox {
  readonly #socket: BatchSocket;
  readonly #table: EchoTable;
  readonly #batch: SendBatch;
  readonly #echoes: Echo[] = [];

  constructor(socket: BatchSocket, table: EchoTable) {
    const { family, id } = socket;
    this.#socket = socket;
    this.#table = table;
    this.#batch = new SendBatch(OUTBOX, ECHO_BYTES, LAYOUT[family].bytes);
    const cookie = new Uint8Array(COOKIE_BYTES);
    for (let i = 0; i < OUTBOX; i++) {
      const at = this.#batch.messageAt(i);
      const message = this.#batch.bytes.subarray(at, at + ECHO_BYTES);
      encodeEchoRequest(family, id, { sequence: 0, cookie }, message);
    }
  }

  get isFull(): boolean {
    return this.#echoes.length === OUTBOX;
  }

  get isEmpty(): boolean {
    return this.#echoes.length === 0;
  }

  add(echo: Echo): void {
    const i = this.#echoes.length;
    const { bytes } = this.#batch;
    const table = this.#table;
    this.#batch.address(i, echo.target.bytes);
    const at = this.#batch.messageAt(i);
    finishEchoRequest(
      this.#socket.family,
      bytes,
      at,
      echo.sequence,
      table.cookies,
      table.cookieAt(echo),
    );
    this.#echoes.push(echo);
  }

  /**
   * Sends all, and is empty then.
   *
   * @param onSent Called for each request that was handed to the kernel.
   * @returns Those that were not.
   */
  flush(onSent: (echo: Echo) => void): Unsent[] {
    const echoes = this.#echoes.splice(0);
    const unsent: Unsent[] = [];
    let triedAgain = -1;
    for (let first = 0; first < echoes.length;) {
      const taken = this.#socket.send(this.#batch, first, echoes.length);
      if (taken > 0) {
        for (let i = first; i < first + taken; i++) onSent(echoes[i]);
        first += taken;
      } else if (this.#socket.mode === "datagram" && triedAgain !== first) {
        // An ICMP error about an earlier request may be told at the next call, whatever it is for.
        triedAgain = first;
      } else {
        unsent.push({ echo: echoes[first++], errno: -taken });
      }
    }
    return unsent;
  }
}
