import { isSnapshot, MATRIX_VERSION } from "@/shared/live/matrix_message.ts";
import { InflatingSocket } from "@/components/live/inflating_socket.ts";
import type { LiveFormat } from "@/components/live/use_live.ts";

/** Messages of the topic `matrix`: bodies, which `readMatrix()` reads. */
export const matrixFormat: LiveFormat = {
  wrap: (socket) => new InflatingSocket(socket, MATRIX_VERSION),
  read: (body) => body instanceof Uint8Array ? { message: body, snapshot: isSnapshot(body) } : null,
};
