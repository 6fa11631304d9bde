/**
 * Tells the day and the time on the clock of the event's place, whatever the laptop's own zone is.
 * @param {string} timezone
 * @returns {(moment: number|string) => {date: string, time: string}} date "2023-11-18", time "15:27"
 */
export function createPlaceTime(timezone) {
  // Swedish writes dates as ISO does.
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return (moment) => {
    const [date = "", time = ""] = format.format(new Date(moment)).split(" ");
    return { date, time };
  };
}
