import { useState } from "preact/hooks";

export default function Inner({ start }: { start: number }) {
  const [count, setCount] = useState(start);
  return <i onClick={() => setCount(count + 1)}>{count}</i>;
}
