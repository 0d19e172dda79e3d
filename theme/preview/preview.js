// Reloads the page after a build and shows the problems of a lesson on top of it. Only in the preview.
const styles = document.createElement("link");
styles.rel = "stylesheet";
styles.href = "/__preview/preview.css";
document.head.append(styles);

const panel = document.createElement("section");
panel.id = "preview-problems";
panel.setAttribute("role", "alert");
panel.hidden = true;
document.body.append(panel);

let build = null;
const events = new EventSource("/__preview/events");
events.onmessage = (event) => {
  const state = JSON.parse(event.data);
  if (build !== null && state.build !== build && !state.problems) location.reload();
  build = state.build;
  show(state.problems);
};

function show(problems) {
  panel.hidden = !problems;
  panel.replaceChildren();
  if (!problems) return;
  const title = document.createElement("strong");
  title.textContent = "课程有问题，这里还是上一次好的样子。改好以后会自动更新。";
  const text = document.createElement("pre");
  text.textContent = problems;
  panel.append(title, text);
}
