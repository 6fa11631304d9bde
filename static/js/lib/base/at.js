/**
 * What a map knows under a key that may be missing. An empty text in its place might be somebody's key.
 * @template K, V
 * @param {ReadonlyMap<K, V>} map
 * @param {K|null|undefined} key
 * @returns {V|undefined}
 */
export const at = (map, key) => (key === null || key === undefined ? undefined : map.get(key));

/**
 * The last of a list; `list.at(-1)` is younger than many phones.
 * @template V
 * @param {readonly V[]} list
 * @returns {V|undefined}
 */
export const lastOf = (list) => list[list.length - 1];
