// Says in words what a passkey could not do; the scripts of django-allauth would only write it to the console.
const trouble = document.getElementById("passkey-trouble");

document.addEventListener("allauth.error", (event) => {
  if (!trouble || !(event instanceof CustomEvent)) {
    return;
  }
  event.preventDefault();
  const cancelled = event.detail.exception?.name === "NotAllowedError";
  trouble.textContent = (cancelled ? trouble.dataset.cancelled : trouble.dataset.failed) ?? "";
  trouble.hidden = false;
});
