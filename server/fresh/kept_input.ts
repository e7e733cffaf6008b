/**
 * Runs in the browser: a page can be typed on before its islands listen, and an island that begins
 * sets its fields to what the server knew.
 *
 * @module
 */

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const FIELDS = "input:not([type=hidden], [type=file]), textarea, select";

/**
 * Notes what a person typed, ticked or chose below `roots`. Call what it returns once the islands
 * listen: it puts that back where it was replaced, and tells the islands.
 */
export function keepInput(roots: Iterable<Node>): () => void {
  const kept = fieldsBelow(roots).filter(wasTouched).map((field) => ({
    field,
    is: stateOf(field),
  }));
  return () => {
    for (const { field, is } of kept) {
      if (!field.isConnected) continue;
      if (isTicked(field)) field.checked = is === true;
      else field.value = String(is);
      for (const type of ["input", "change"]) {
        field.dispatchEvent(new Event(type, { bubbles: true }));
      }
    }
  };
}

function fieldsBelow(roots: Iterable<Node>): Field[] {
  return [...roots].flatMap((root) => {
    if (!(root instanceof Element)) return [];
    const below = [...root.querySelectorAll<Field>(FIELDS)];
    return root.matches(FIELDS) ? [root as Field, ...below] : below;
  });
}

const isTicked = (field: Field): field is HTMLInputElement =>
  field.type === "checkbox" || field.type === "radio";

const stateOf = (field: Field): string | boolean => isTicked(field) ? field.checked : field.value;

/** Whether a field is no longer as the page came. */
function wasTouched(field: Field): boolean {
  if (isTicked(field)) return field.checked !== field.defaultChecked;
  if (!(field instanceof HTMLSelectElement)) return field.value !== field.defaultValue;
  const options = [...field.options];
  const first = options.find(({ defaultSelected }) => defaultSelected) ?? options[0];
  return field.value !== first?.value;
}
