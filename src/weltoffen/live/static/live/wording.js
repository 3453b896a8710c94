/* The present words of what is chosen stand in the field, to be corrected there. */

for (const form of document.querySelectorAll("form[data-words]")) {
  const choice = form.querySelector("select"), field = form.querySelector("input:not([type=hidden])");
  let filled = "";

  /** Leave alone what somebody wrote. */
  function fill() {
    if (field.value !== filled || !choice.selectedOptions.length) return;
    filled = choice.selectedOptions[0].textContent.trim();
    field.value = field.defaultValue = filled;
  }

  choice.addEventListener("change", fill);
  fill();
}
