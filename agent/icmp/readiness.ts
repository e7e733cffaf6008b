import { EFD_CLOEXEC, EFD_NONBLOCK, POLLIN } from "@/agent/libc/linux.ts";
import { checked, libc, pinnedBytes } from "@/agent/libc/libc.ts";

/** `struct pollfd`: descriptor i32, events i16, returned events i16. */
const POLLFD_BYTES = 8;
const FOREVER = -1;
/** Pause after `poll` itself failed: its errno stays on the pool thread, so every reason waits. */
const RETRY_MS = 100;

/** Tells when descriptors can be read. */
export interface Readiness {
  /** Stops, and resolves when no system call uses the descriptors any more: then close them. */
  close(): Promise<void>;
}

/**
 * Calls `onReady` when any of the descriptors has something to read (or an error, such as a transmit
 * stamp). One `poll` waits on one pool thread, for all of them; an eventfd wakes it for
 * {@linkcode Readiness.close}.
 *
 * @param onReady Reads. Answers after how many milliseconds to be called again whatever there is, or
 * `null` for when there is something. While packets keep coming, looking every few milliseconds
 * costs much less than waking up for each, and the kernel's stamps make it harmless.
 * @throws {SystemCallError} when no eventfd can be made.
 */
export function watchReadable(fds: number[], onReady: () => number | null): Readiness {
  const wake = checked("eventfd()", libc().eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  // Lives in this closure until the last poll has returned: the pool thread writes into it.
  const polled = pollfds([...fds, wake]);
  const count = BigInt(fds.length + 1);
  let closing = false;
  let endPause = () => {};

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async function loop(): Promise<void> {
    while (!closing) {
      const ready = await libc().poll(polled, count, FOREVER);
      if (closing) return;
      let pauseMs = ready < 0 ? RETRY_MS : onReady();
      while (pauseMs !== null) {
        await pause(pauseMs);
        if (closing) return;
        pauseMs = onReady();
      }
    }
  }

  const finished = loop();
  return {
    async close() {
      if (!closing) {
        closing = true;
        endPause();
        const one = pinnedBytes(8);
        one[0] = 1;
        checked("write(eventfd)", libc().write(wake, one, 8n));
        await finished;
        libc().close(wake);
      }
      await finished;
    },
  };
}

function pollfds(fds: number[]): Uint8Array<ArrayBuffer> {
  const bytes = pinnedBytes(POLLFD_BYTES * fds.length);
  const view = new DataView(bytes.buffer);
  fds.forEach((fd, i) => {
    view.setInt32(POLLFD_BYTES * i, fd, true);
    view.setInt16(POLLFD_BYTES * i + 4, POLLIN, true);
  });
  return bytes;
}
