import { COOKIE_BYTES } from "@/agent/icmp/echo.ts";

/** Cookies made at once: filling one by one costs more than the rest of sending. */
const POOL_COOKIES = 512;

/** Unpredictable numbers and cookies. */
export class RandomSource {
  /** What was made; {@linkcode cookieAt} says where the next unused cookie is. */
  readonly pool = new Uint8Array(POOL_COOKIES * COOKIE_BYTES);
  readonly #fill: (bytes: Uint8Array<ArrayBuffer>) => void;
  #used = this.pool.length;

  /** @param fill Fills bytes from a cryptographic source. */
  constructor(fill: (bytes: Uint8Array<ArrayBuffer>) => void) {
    this.#fill = fill;
  }

  /** Where in {@linkcode pool} a new cookie starts: to be copied before the next call. */
  cookieAt(): number {
    if (this.#used === this.pool.length) {
      this.#fill(this.pool);
      this.#used = 0;
    }
    this.#used += COOKIE_BYTES;
    return this.#used - COOKIE_BYTES;
  }

  /** 0 to 65535. */
  u16(): number {
    const at = this.cookieAt();
    return (this.pool[at] << 8) | this.pool[at + 1];
  }
}
