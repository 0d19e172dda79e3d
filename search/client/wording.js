// What was found, said in one sentence; the same in the box and on the results page.

const quoted = (texts) => texts.map((text) => `“${text}”`).join("、");

/** What was taken for something else, a guess as a question; null where nothing was. */
export function repairSentence({ repairs, isPartial }) {
  if (repairs.length === 0) return null;
  const [typed, meant] = ["typed", "text"].map((key) => quoted(repairs.map((repair) => repair[key])));
  return isPartial ? `您是不是要找${meant}？` : `没有${typed}，按${meant}找`;
}

/** How much was found, and for what. */
export function foundSentence(query, found, isLiteral = false) {
  const { total, isPartial, isMention, repairs } = found;
  if (total === 0) return `没有找到和“${query}”有关的课`;
  if (repairs.length > 0) return `${repairSentence(found)}${isPartial ? "找到" : "到"} ${total} 课`;
  const only = isLiteral ? `只按“${query}”找：` : "";
  if (isMention) return `${only}没有专门讲“${query}”的课，有 ${total} 课提到`;
  return isPartial ? `${only}没有和“${query}”完全一样的，找到 ${total} 课相近的` : `${only}找到 ${total} 课`;
}

/** Why the search did not open, as far as one can tell. */
export const failureSentence = (isCopy) =>
  isCopy ? "搜索没有打开：副本里少了文件，请把压缩包重新全部解开。" : "搜索没有打开，请检查网络；按“搜索”可以再试一次。";

/** The query with its slips mended, as somebody would type it. */
export function mendedQuery(query, repairs) {
  const mended = repairs.reduce((text, { typed, text: meant }) => text.replace(typed, meant), query);
  return mended === query ? repairs.map(({ text }) => text).join(" ") : mended;
}
