import { targetsWords } from "@/components/words/targets.ts";

/** What a target is and which ones to begin with, for who has none. */
export function EmptyTargets() {
  const words = targetsWords(), { what, gateway, service, far, then } = words.teach;
  return (
    <div class="teach">
      <h3>{words.none}</h3>
      <p>{what}</p>
      <ul>
        <li>
          {gateway}: <code>192.0.2.1 # gateway</code>
        </li>
        <li>
          {service}: <code>mail.example.net:25</code>
        </li>
        <li>
          {far}: <code>1.1.1.1</code>
        </li>
      </ul>
      <p>{then}</p>
    </div>
  );
}
