/** `struct mmsghdr` of `linux/socket.h` on a 64-bit machine: where each field is, in bytes. */
export const MMSGHDR = {
  bytes: 64,
  name: 0,
  nameLength: 8,
  iov: 16,
  iovLength: 24,
  control: 32,
  controlLength: 40,
  /** Bytes that were sent or received. */
  length: 56,
} as const;

/** `struct iovec`: an address and a length, 8 bytes each. */
export const IOVEC_BYTES = 16;
