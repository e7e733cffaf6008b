/** Pages in place of a page. */
export const en = {
  notFoundTitle: "Not found",
  notFound: "There is nothing at this address",
  mayBeRemoved: "The agent or target may have been removed.",
  toMatrix: "Go to the matrix",
  seeLog: "The server's log says more.",
  badRequest: "The request was not understood",
  notLoggedIn: "You are not logged in",
  forbidden: "This is not yours to see or to do",
  wrongMethod: "This page does not take that",
  tooLarge: "That was too large",
  tooMany: "Too many tries: wait a moment",
  unavailable: "The server cannot do this right now",
  refused: "That did not work",
  broken: "Something went wrong",
};
