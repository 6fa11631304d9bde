/**
 * @typedef {import("./threads.js").Thread} Thread
 *
 * @typedef {object} Arranged
 * @property {Thread[]} threads
 * @property {number} held how many new ones wait above
 */

/**
 * The order of a stream as its reader knows it. While somebody reads on below, nothing new pushes in above; while a
 * finger is among the cards, nothing changes places under it.
 */
export function createStreamOrder() {
  /** @type {Map<string, number>} */
  let places = new Map();

  return {
    /** Next time everything is arranged anew. */
    reset() {
      places = new Map();
    },
    /**
     * @param {Thread[]} threads
     * @param {{reading: boolean, touched: boolean, own: Set<string>}} options
     * @returns {Arranged}
     */
    arrange(threads, { reading, touched, own }) {
      let held = 0;
      let arranged = threads;
      if (places.size && (reading || touched)) {
        /** @param {{id: string}} item */
        const admits = ({ id }) => {
          const admitted = places.has(id) || own.has(id);
          held += admitted ? 0 : 1;
          return admitted;
        };
        const old = threads.filter(({ root }) => places.has(root.id));
        old.sort((a, b) => (places.get(a.root.id) ?? 0) - (places.get(b.root.id) ?? 0));
        const fresh = threads.filter(({ root }) => !places.has(root.id) && (!reading || admits(root)));
        arranged = [...fresh, ...old].map((thread) =>
          reading ? { ...thread, replies: thread.replies.filter(admits) } : thread,
        );
      }
      const ids = arranged.flatMap(({ root, replies }) => [root.id, ...replies.map(({ id }) => id)]);
      places = new Map(ids.map((id, place) => [id, place]));
      return { threads: arranged, held };
    },
  };
}
