// Comfort at the desk: a button that shows what is typed as a password. Every form works without.
(() => {
  for (const button of document.querySelectorAll(".show-password")) {
    const field = document.getElementById(button.getAttribute("aria-controls"));
    button.hidden = false;
    button.addEventListener("click", () => {
      const shown = field.type === "password";
      field.type = shown ? "text" : "password";
      button.setAttribute("aria-pressed", String(shown));
    });
    // Sent as a password again, so that no browser keeps it among the words typed before.
    field.form.addEventListener("submit", () => { field.type = "password"; });
  }
})();
