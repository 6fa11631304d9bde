/** What a contribution may be, in the order of the form. @type {readonly import("../net/wire.js").Kind[]} */
export const KINDS = ["idea", "problem", "question", "wish", "offer"];
