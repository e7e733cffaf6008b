import { useEffect, useState } from "preact/hooks";

/**
 * The key of a one-time link, as a field of the form. It stands behind the `#` of the address, which
 * browsers send to nobody; this reads it from there. Without scripts it is a field to paste it into.
 */
export default function LinkKey({ label, value }: { label: string; value: string }) {
  const [key, setKey] = useState(value);
  const [known, setKnown] = useState(value !== "");
  useEffect(() => {
    const fromAddress = location.hash.slice(1);
    if (!fromAddress) return;
    setKey(fromAddress);
    setKnown(true);
    // Not to stay in the history, nor to be seen over a shoulder.
    history.replaceState(null, "", location.pathname);
  }, []);
  return (
    <div class="field" hidden={known}>
      <label for="key">{label}</label>
      <input
        class="input mono"
        id="key"
        name="key"
        value={key}
        required
        maxLength={200}
        autocomplete="off"
        onInput={(event) => setKey(event.currentTarget.value)}
      />
    </div>
  );
}
