/** How the server itself is. */
export const en = {
  storing: (state: string) => `Storing results: ${state}`,
  good: "working",
  bad: "not working",
  waiting: (count: string, most: string) =>
    `Rounds that wait for the disk: ${count}. At most ${most}: beyond that an agent is cut off, and ` +
    "sends again later.",
  refused: (count: string) => `Rounds refused for that since the start: ${count}. None is lost.`,
  notStored: "Results are not stored now:",
  kept: "Agents keep what they measure, up to half an hour of it, and send it once there is room.",
};
