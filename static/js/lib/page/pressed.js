/**
 * With which button a form is sent: older browsers do not tell (`submitter` of the event), but all click on it, also
 * where Enter was pressed in a field.
 * @param {Pick<HTMLFormElement, "addEventListener">} form
 * @returns {(submit: Pick<SubmitEvent, "submitter">) => HTMLButtonElement|null}
 */
export function watchPressed(form) {
  /** @type {HTMLButtonElement|null} */
  let last = null;
  form.addEventListener("click", ({ target }) => {
    last = /** @type {Element} */ (target).closest("button");
  });
  return ({ submitter }) => /** @type {HTMLButtonElement|null|undefined} */ (submitter) ?? last;
}
