// Runs in the head: before anything is painted, and before Material's bundle.
{
  const page = document.documentElement;

  // Material's bundle asks the site of every alternate for a sitemap, wherever it is hosted. With
  // the space it finds none; the link means the same.
  for (const link of document.querySelectorAll("link[rel=alternate]")) {
    link.setAttribute("rel", "alternate ");
  }

  // What needs scripts may show itself; modules do not load from a disk.
  if (location.protocol !== "file:") page.classList.add("scripts");

  // Who reads side by side gets both languages at once, not one and then the other.
  try {
    const paired = document.currentScript?.hasAttribute("data-counterpart");
    if (paired && localStorage.getItem("side-by-side")) {
      page.classList.add("reads-both", "reads-both--coming");
      history.scrollRestoration = "manual"; // the place is found once both languages are there
    }
  } catch {
    // Nothing is kept in this browser.
  }
}
