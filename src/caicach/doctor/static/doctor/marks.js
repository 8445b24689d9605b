// Keys of an examined document: N and P walk through the findings, Enter on a number goes to its place (a plain link).
// Without this script every number is a link all the same.
(() => {
  const root = document.querySelector("[data-marks]");
  if (!root) return;
  const finds = () => [...root.querySelectorAll("li.find")].filter((one) => one.offsetParent !== null);
  let at = -1;

  const show = (index) => {
    const all = finds();
    if (!all.length) return;
    all.forEach((one) => one.classList.remove("is-on"));
    root.querySelectorAll(".mk.is-on").forEach((one) => one.classList.remove("is-on"));
    at = (index + all.length) % all.length;
    const one = all[at];
    one.classList.add("is-on");
    one.scrollIntoView({ block: "nearest" });
    const number = one.querySelector("a.find__n");
    if (!number) return;
    number.focus({ preventScroll: true });
    const mark = document.querySelector(number.getAttribute("href"));
    if (mark) {
      mark.classList.add("is-on");
      mark.scrollIntoView({ block: "center" });
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    if (event.key === "n") show(at + 1);
    else if (event.key === "p") show(at < 0 ? -1 : at - 1);
  });

  // A mark whose finding is folded away: unfold before the link goes there.
  root.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#f"]');
    const target = link && document.querySelector(link.getAttribute("href"));
    const fold = target && target.closest("details.finds-more");
    if (fold) fold.open = true;
  });
})();
