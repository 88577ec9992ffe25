// Forms whose state stands in the address, and groups of which only so many may be chosen.

/**
 * What a form says, without what is left open.
 *
 * @param {HTMLFormElement} form
 */
export function stateOf(form) {
  const state = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && value.trim()) state.append(name, value.trim());
  }
  return state;
}

/**
 * Set a form as an address says, and tell whether that says anything.
 *
 * @param {HTMLFormElement} form
 * @param {URLSearchParams} state
 */
export function restore(form, state) {
  for (const field of form.elements) {
    if (field instanceof HTMLSelectElement) {
      const wanted = state.get(field.name) ?? "";
      field.value = [...field.options].some((one) => one.value === wanted) ? wanted : "";
    } else if (field instanceof HTMLInputElement && field.name) {
      const wanted = state.getAll(field.name);
      field.checked = wanted.includes(field.value) || (field.type === "radio" && !field.value);
    }
  }
}

/**
 * Keep a state in the address.
 *
 * @param {URLSearchParams} state
 */
export function keep(state) {
  const query = state.toString();
  const address = (query ? `?${query}` : location.pathname) + location.hash;
  history.replaceState(history.state, "", address);
}

/**
 * Hold a group of checkboxes to at most so many: beyond it the last are given up, and while it is
 * reached the others can not be chosen.
 *
 * @param {HTMLInputElement[]} boxes
 * @param {number} most
 */
export function holdTo(boxes, most) {
  const chosen = boxes.filter((box) => box.checked);
  for (const box of chosen.slice(most)) box.checked = false;
  for (const box of boxes) box.disabled = chosen.length >= most && !box.checked;
}
