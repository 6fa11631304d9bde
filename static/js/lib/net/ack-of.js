/**
 * The acknowledgement in an answer to something sent by a request. A proxy or a hall's sign-in page may answer in the
 * server's place, in JSON, too.
 * @param {Response} answer
 * @returns {Promise<any>} rejected where it is none of this server's
 */
export async function ackOf(answer) {
  const ack = await answer.json();
  if (typeof ack?.ok !== "boolean") {
    throw new TypeError("somebody else has answered");
  }
  return ack;
}
