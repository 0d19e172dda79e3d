// Questions: check the answer, say why for each choice taken, try again. Keyboard and screen reader work as with any
// form; the words come from the disclosure that stands there for readers without JavaScript.

/** Make every question on the page work. */
export function enhance() {
  document.querySelectorAll("[data-question]").forEach(enhanceQuestion);
}

function enhanceQuestion(form) {
  const choices = [...form.querySelectorAll(".choice")].map((element, index) => ({
    element,
    input: element.querySelector("input"),
    feedback: element.querySelector("[data-feedback]"),
    said: form.querySelectorAll("[data-said]")[index].textContent,
    correct: "correct" in element.dataset,
  }));
  const check = form.querySelector("[data-check]");
  const retry = form.querySelector("[data-retry]");
  const result = form.querySelector("[data-result]");
  form.querySelector("[data-answers]").hidden = true;
  check.hidden = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!choices.some(({ input }) => input.checked)) {
      say(result, "请先选一个答案。", "");
      choices[0].input.focus();
      return;
    }
    const right = choices.every(({ input, correct }) => input.checked === correct);
    choices.forEach((choice) => judge(choice, right));
    say(result, right ? rightWords(form) : wrongWords(choices), right ? "is-right" : "is-wrong");
    retry.hidden = right;
    check.hidden = right;
    if (right) result.focus(); // the button that had the focus is gone
  });

  retry.addEventListener("click", () => {
    form.reset();
    choices.forEach(clear);
    say(result, "", "");
    retry.hidden = true;
    check.hidden = false;
    choices[0].input.focus();
  });

  // A new choice after a wrong answer starts afresh.
  form.addEventListener("change", () => {
    if (check.hidden) return;
    choices.forEach(clear);
    say(result, "", "");
    retry.hidden = true;
  });
}

/** A sentence that is wrong was judged rightly: said in words, or “对” beside it would confuse. */
function rightWords({ dataset: { truth } }) {
  return truth ? `✓ 答对了，这句话是${truth}的` : "✓ 答对了";
}

function wrongWords(choices) {
  const taken = choices.filter(({ input }) => input.checked);
  const isPartly = taken.length > 0 && taken.every(({ correct }) => correct);
  return isPartly ? "选的都对，还没有选全" : "✗ 再想想";
}

/** Say what there is to say about the choices taken; when all is right, about the others as well. */
function judge({ element, input, feedback, said, correct }, right) {
  clear({ element, feedback });
  if (!input.checked && !right) return;
  const state = input.checked ? (correct ? "is-right" : "is-wrong") : "is-other";
  element.classList.add(state);
  feedback.textContent = said;
  feedback.hidden = false;
}

function clear({ element, feedback }) {
  element.classList.remove("is-right", "is-wrong", "is-other");
  feedback.hidden = true;
  feedback.textContent = "";
}

function say(result, text, state) {
  result.textContent = text;
  result.className = `question-result ${state}`.trim();
}
