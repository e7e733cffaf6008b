import { useLayoutEffect } from "preact/hooks";

/**
 * Takes the whole screen while `wall` is on, as far as the browser lets a page: a page that was opened
 * with it only fills its window. Calls `onLeave` when a person presses Esc or leaves full screen.
 */
export function useWall(wall: boolean, onLeave: () => void): void {
  // With the drawing, not after it: a key pressed at once must find its listener.
  useLayoutEffect(() => {
    if (!wall) return;
    let left = false;
    const leaveScreen = () => {
      if (document.fullscreenElement) document.exitFullscreen();
    };
    // Refused without a click before it, which is no error: the window is filled anyway.
    document.documentElement.requestFullscreen?.().then(() => {
      if (left) leaveScreen();
    }, () => {});
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && onLeave();
    const onScreen = () => document.fullscreenElement === null && onLeave();
    addEventListener("keydown", onKey);
    document.addEventListener("fullscreenchange", onScreen);
    return () => {
      removeEventListener("keydown", onKey);
      document.removeEventListener("fullscreenchange", onScreen);
      left = true;
      leaveScreen();
    };
  }, [wall]);
}
