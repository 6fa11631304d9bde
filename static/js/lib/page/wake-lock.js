/** Keeps a projector's screen from going to sleep, where the browser offers it (https or the laptop itself). */
export function keepAwake() {
  const ask = () => {
    if (document.visibilityState === "visible") {
      navigator.wakeLock?.request("screen").catch(() => {}); // refused on an empty battery; nothing else to do
    }
  };
  document.addEventListener("visibilitychange", ask);
  ask();
}
