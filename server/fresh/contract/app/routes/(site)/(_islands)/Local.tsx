export default function Local({ label }: { label: string }) {
  return <em>{label}</em>;
}
