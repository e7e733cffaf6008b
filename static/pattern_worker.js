// Tries a regular expression on lines, away from the page: a pattern may take for ever, and then
// the page ends this worker. See components/traffic/pattern_matcher.ts.
onmessage = ({ data: { source, lines } }) => {
  const pattern = new RegExp(source, "iu");
  postMessage(lines.map(([key, text]) => [key, pattern.test(text)]));
};
