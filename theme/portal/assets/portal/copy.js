// Buttons that copy a text. Where the clipboard is not to be had (a site without https), the text is selected instead.

/** Show the buttons and make them work. */
export function enhance() {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  const status = button.parentElement.querySelector("[data-copy-status]");
  const text = source.value ?? source.textContent;
  try {
    await navigator.clipboard.writeText(text);
    status.textContent = "复制好了";
  } catch {
    select(source);
    status.textContent = "已选中，请按复制";
  }
}

function select(source) {
  if (source.select) {
    source.focus();
    source.select();
  } else {
    getSelection().selectAllChildren(source);
  }
}
