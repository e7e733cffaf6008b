/**
 * Reads one line: from a terminal without showing it, or from a pipe.
 * @param note writes the prompt beside the result
 */
export async function readPassword(note: (text: string) => void): Promise<string> {
  if (!Deno.stdin.isTerminal()) {
    const text = await new Response(Deno.stdin.readable).text();
    return text.split(/\r?\n/, 1)[0];
  }
  Deno.stdin.setRaw(true, { cbreak: true });
  try {
    return await readLine(Deno.stdin.readable.getReader());
  } finally {
    Deno.stdin.setRaw(false);
    note("");
  }
}

const BACKSPACE = new Set(["\b", "\u007f"]);

async function readLine(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  const typed: string[] = [];
  for (;;) {
    const { value, done } = await reader.read();
    for (const character of decoder.decode(value, { stream: true })) {
      if (character === "\r" || character === "\n") return typed.join("");
      if (BACKSPACE.has(character)) typed.pop();
      else typed.push(character);
    }
    if (done) return typed.join("");
  }
}
