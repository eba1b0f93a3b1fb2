"use strict";
// Everything reads without this: it adds opening all weeks, and showing one trainee alone.
(() => {
  const weeks = [...document.querySelectorAll("details.week")];
  const rows = [...document.querySelectorAll("tr[data-trainee]")];
  const tools = document.createElement("p");
  tools.className = "tools";

  const button = (text, open) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => weeks.forEach((week) => { week.open = open; }));
    tools.append(made);
  };
  button("Open all weeks", true);
  button("Close all weeks", false);

  const label = document.createElement("label");
  const choice = document.createElement("select");
  label.append("Show ", choice);
  choice.append(new Option("everybody", ""));
  for (const row of document.querySelectorAll(".rotations tr[data-trainee]")) {
    choice.append(new Option(row.querySelector(".name").textContent, row.dataset.trainee));
  }
  choice.addEventListener("change", () => {
    for (const row of rows) row.hidden = choice.value !== "" && row.dataset.trainee !== choice.value;
    document.body.classList.toggle("alone", choice.value !== "");
    for (const kind of document.querySelectorAll(".rotations tbody")) {
      kind.hidden = !kind.querySelector("tr[data-trainee]:not([hidden])");
    }
  });
  tools.append(label);
  document.querySelector("#weeks .lead").after(tools);

  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const week = target && target.closest("details.week");
    if (week) {
      week.open = true;
      week.scrollIntoView();
    }
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
