/**
 * @typedef {import("../drafts/kept-form.js").KeptForm} KeptForm
 * @typedef {import("../drafts/kept-form.js").Written} Written
 * @typedef {import("./outbox.js").Order} Order
 *
 * @typedef {object} Place
 * @property {KeptForm} form
 * @property {(written: Written) => boolean} isFree whether this may take its place
 * @property {() => void} onBack it has just come
 */

/**
 * What the server would not have comes back to the form that it was typed in, as soon as that is free. Until then it
 * waits in its queue, through reloads too.
 * @param {import("./outbox.js").Outbox} outbox
 */
export function createReturning(outbox) {
  /** @type {Place[]} */
  const places = [];

  /** @returns {string[]} keys of the orders whose text has come back */
  function bringBack() {
    const back = [];
    for (const { form, isFree } of places) {
      const order = outbox.all().find((one) => one.refusal && one.back?.form === form.key);
      if (order?.refusal && order.back && form.settled && isFree(order.back.written)) {
        const { message, now } = order.refusal;
        form.take({ ...order.back.written, message, ...(now !== undefined && { was: now, now }) });
        outbox.drop(order.key); // the form keeps it from here on
        back.push(order.key);
      }
    }
    return back;
  }

  return {
    bringBack,
    /** @param {KeptForm} form @param {Partial<Omit<Place, "form">>} [options] */
    hold(form, { isFree = () => !form.written, onBack = () => {} } = {}) {
      places.push({ form, isFree, onBack });
      form.whenFree(() => void bringBack());
    },
    /**
     * @param {Order} order that was refused just now
     * @returns {boolean} whether its text stands in its form again
     */
    take(order) {
      const taken = bringBack().includes(order.key);
      if (taken) {
        places.find(({ form }) => form.key === order.back?.form)?.onBack();
      }
      return taken;
    },
  };
}
