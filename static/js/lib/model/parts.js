/** How long each part is to be seen; everybody must find their own row in it. */
export const PART_FOR = 10_000;

/**
 * What is too much for one picture is shown in parts of about the same size, which take turns by the clock: walls
 * beside each other show the same part.
 * @template Item
 * @param {Item[]} all
 * @param {number} most of one part
 * @param {number} now in ms
 * @returns {{shown: Item[], part: number, parts: number}} part: from 0
 */
export function partOf(all, most, now) {
  const parts = Math.max(1, Math.ceil(all.length / most));
  const size = Math.ceil(all.length / parts);
  const part = turnOf(parts, now, PART_FOR);
  return { shown: all.slice(part * size, (part + 1) * size), part, parts };
}

/**
 * Which of several takes its turn.
 * @param {number} parts
 * @param {number} since in ms
 * @param {number} each how long a turn is
 * @returns {number} from 0
 */
export function turnOf(parts, since, each) {
  return Math.floor(Math.max(0, since) / each) % Math.max(1, parts);
}
