import { CodeLine } from "@/components/text/CodeLine.tsx";

/** A line to copy on a page that is otherwise still. */
export default function CopyLine({ text }: { text: string }) {
  return <CodeLine text={text} />;
}
