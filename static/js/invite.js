// Shows only the fields that the chosen role needs. Without this all of them are there, and say whom they are for.

const roles = [...document.querySelectorAll("input[name='role']")];
const parts = [...document.querySelectorAll("[data-roles]")];

/** Hide what the chosen role does not need; what is hidden is not sent. */
function show() {
  const chosen = roles.find((role) => role.checked)?.value ?? "";
  for (const part of parts) {
    part.hidden = !part.dataset.roles.split(" ").includes(chosen);
    for (const field of part.querySelectorAll("input, select")) field.disabled = part.hidden;
  }
}

roles.forEach((role) => role.addEventListener("change", show));
show();
