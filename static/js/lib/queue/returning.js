import { isTyping } from "../base/typing.js";

/**
 * @typedef {import("../drafts/kept-form.js").KeptForm} KeptForm
 * @typedef {import("../drafts/kept-form.js").Written} Written
 * @typedef {import("./outbox.js").Order} Order
 *
 * @typedef {object} Place
 * @property {KeptForm} form
 * @property {(written: Written) => boolean} isFree whether this may take its place
 * @property {(written: Written) => boolean} isLost whether what it was to change is gone, and this with it
 * @property {() => void} onBack it has just come
 * @property {() => void} focus into it, for whoever has just been refused, unless they type elsewhere by then
 */

/**
 * What the server would not have comes back to the form that it was typed in, as soon as that is free. Until then it
 * waits in its queue, through reloads too.
 * @param {import("./outbox.js").Outbox} outbox
 */
export function createReturning(outbox) {
  /** @type {Place[]} */
  const places = [];

  /** What waits for a form, the oldest first. @param {KeptForm} form */
  const waiting = (form) => outbox.all().filter((one) => one.refusal && one.back?.form === form.key);

  /** @param {Place} place */
  function forgetLost({ form, isLost }) {
    const lost = waiting(form).filter(({ back }) => back && isLost(back.written));
    lost.forEach(({ key }) => outbox.drop(key));
  }

  /** @returns {string[]} keys of the orders whose text has come back */
  function bringBack() {
    const back = [];
    for (const place of places) {
      const { form, isFree } = place;
      forgetLost(place);
      const order = waiting(form).find((one) => one.back && isFree(one.back.written));
      if (order?.refusal && order.back && form.settled) {
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
    /** @param {KeptForm} form @returns {Written[]} the texts that wait for it */
    returned: (form) => waiting(form).flatMap(({ back }) => back?.written ?? []),
    /** @param {KeptForm} form @param {Partial<Omit<Place, "form">>} [options] */
    hold(form, { isFree = () => !form.written, isLost = () => false, ...more } = {}) {
      places.push({ form, isFree, isLost, onBack: () => {}, focus: () => {}, ...more });
      form.whenFree(() => void bringBack());
    },
    /**
     * @param {Order} order that was refused just now
     * @returns {boolean} whether its text stands in its form again, before the eyes of who typed it
     */
    take(order) {
      const place = places.find(({ form }) => form.key === order.back?.form);
      if (!place || !bringBack().includes(order.key)) {
        return false;
      }
      place.onBack();
      const isElsewhere = isTyping();
      if (!isElsewhere) {
        place.focus();
      }
      return !isElsewhere;
    },
  };
}
