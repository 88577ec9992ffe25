// Marks the words that led a reader here from the search, and tidies the address.
import { named } from "./reading-place.js";
import { element } from "./words.js";

/** Marks at the most, so that a common word does not colour the whole page. */
const MOST = 60;
/** The search asks for no more characters. */
const LONGEST = 80;

/**
 * @param {Document} root
 */
export function mountWordMarks(root) {
  const url = new URL(location.href);
  const asked = url.searchParams.get("mark")?.slice(0, LONGEST);
  if (!asked) return;
  url.searchParams.delete("mark");
  history.replaceState(history.state, "", url.href);
  const words = [asked, ...asked.split(/\s+/)]
    .filter((word) => word.length > 2 || /[\u3400-\u9fff]{2}/.test(word))
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const body = root.querySelector(".page");
  if (!words.length || !body) return;
  const pattern = new RegExp(`(${words.join("|")})`, "gi");
  const walker = root.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const found = [];
  while (walker.nextNode() && found.length < MOST) {
    const node = /** @type {Text} */ (walker.currentNode);
    if (!node.parentElement?.closest("script,style,code,.references")) {
      pattern.lastIndex = 0;
      if (pattern.test(node.data)) found.push(node);
    }
  }
  for (const node of found) {
    const parts = node.data
      .split(pattern)
      .map((part, n) => (n % 2 ? element("mark", "", part) : part));
    node.replaceWith(...parts);
  }
  if (location.hash) named(root, location.hash)?.scrollIntoView();
}
