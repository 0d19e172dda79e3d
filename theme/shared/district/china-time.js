// Days and minutes as clocks in China show them, whatever zone the device is in. China has had one time, eight hours
// ahead of UTC, and no summer time since 1991. A day is a whole number: days since 1970-01-01.
const DAY = 86_400_000;
const AHEAD = 8 * 3_600_000;
const NAMES = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];

/** The day and the minute of the day of a moment. */
export function chinaMoment(now) {
  const time = now.getTime() + AHEAD;
  const day = Math.floor(time / DAY);
  return { day, minute: Math.floor((time - day * DAY) / 60_000) };
}

/** The day of an ISO date. */
export const dayOf = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;

/** ISO date of a day. */
export const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);

/** Year, month from 1, and date of a day. */
export function partsOf(day) {
  const [year, month, date] = isoOf(day).split("-").map(Number);
  return { year, month, date };
}

/** 1 for Monday to 7 for Sunday; 1970-01-01 was a Thursday. */
export const weekdayOf = (day) => ((((day + 3) % 7) + 7) % 7) + 1;

/** 今天, 明天, 周三 within a week, else 2月13日, with the year where it is another one. */
export function dayWords(day, today) {
  if (day === today) return "今天";
  if (day === today + 1) return "明天";
  if (day > today && day < today + 7) return NAMES[weekdayOf(day) - 1];
  const { year, month, date } = partsOf(day);
  return `${year === partsOf(today).year ? "" : `${year}年`}${month}月${date}日`;
}

/** 3月6日（周六）, with the year where it is not this one. */
export function dateWords(day, today) {
  const { year, month, date } = partsOf(day);
  return `${year === partsOf(today).year ? "" : `${year}年`}${month}月${date}日（${NAMES[weekdayOf(day) - 1]}）`;
}
