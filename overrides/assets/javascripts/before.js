// Runs before Material's bundle, which asks the site of every alternate for a sitemap, wherever it
// is hosted. With the space it finds none; the link means the same.
for (const link of document.querySelectorAll("link[rel=alternate]")) {
  link.setAttribute("rel", "alternate ");
}
