import { Confirm } from "@/components/admin/Confirm.tsx";
import { alertsWords } from "@/components/words/alerts.ts";

interface RowActionsProps {
  /** The page, such as `/alerts/rules`. */
  page: string;
  id: number;
  name: string;
  /** What a removal means. */
  warning: string;
}

/** Edit and delete at the end of a row. */
export function RowActions({ page, id, name, warning }: RowActionsProps) {
  const words = alertsWords();
  return (
    <>
      <a class="btn quiet" href={`${page}?edit=${id}#form`}>
        {words.edit}
        <span class="sr">{name}</span>
      </a>{" "}
      <Confirm summary={words.remove} quiet>
        <span>{warning}</span>
        <form method="post" action={page}>
          <input type="hidden" name="id" value={id} />
          <button type="submit" name="action" value="remove" class="btn danger">
            {words.removeIt}
          </button>
        </form>
      </Confirm>
    </>
  );
}
